/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * The commands. Each takes its own arguments, the first of which it passes over as a program passes
 * over its name, says itself what went wrong, and returns an exit status.
 */
int au_cli_list      (GStrv *arguments);
int au_cli_query     (GStrv *arguments);
int au_cli_export    (GStrv *arguments);
int au_cli_dashboard (GStrv *arguments);
int au_cli_report    (GStrv *arguments);
int au_cli_verify    (GStrv *arguments);
int au_cli_test_connection (GStrv *arguments);

G_END_DECLS
