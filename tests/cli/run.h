/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * Run:
 * @status: the exit status, or -1 where a signal ended the program
 * @out: standard output, with a NUL behind it
 * @length: its bytes
 * @err: standard error
 *
 * What came of a run of the real program.
 */
typedef struct
{
  int status;
  char *out;
  gsize length;
  char *err;
} Run;

void  run_prepare      (void);
Run  *run_anyusage     (const char *arguments,
                        ...) G_GNUC_NULL_TERMINATED;
Run  *run_with         (const char *setting,
                        const char *arguments,
                        ...) G_GNUC_NULL_TERMINATED;
Run  *run_shell        (const char *command);
Run  *run_shell_on_disk (const char *folder,
                         const char *command);
void  run_free         (Run        *run);
void  run_assert_done  (const Run  *run);
void  run_assert_fails (const Run  *run,
                        int         status,
                        const char *part);

GPtrArray *parse_csv   (const char *text,
                        gsize       length);
char *make_folder      (void);
void  remove_folder    (const char *path);
guint count_files      (const char *path);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Run, run_free)

G_END_DECLS
