/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "soak-workspace.h"
#include "au-standin.h"

#include <gio/gio.h>
#include <stdio.h>
#include <string.h>

struct _SoakWorkspace
{
  GSubprocess *process;
  GOutputStream *orders;
  GDataInputStream *answers;
  char *uri;
};

/* A line of its input is an order, and each has a line of answer. */
static void
obey (AuStandin *standin,
      char      *order)
{
  g_autoptr (GError) error = NULL;

  if (g_str_has_prefix (order, "fault "))
    {
      if (au_standin_set_fault (standin, order + strlen ("fault "), &error))
        printf ("set\n");
      else
        printf ("%s\n", error->message);
    }
  else if (g_str_equal (order, "heal"))
    {
      au_standin_clear_faults (standin);
      printf ("healed\n");
    }
  else if (g_str_equal (order, "expire"))
    {
      au_standin_expire_tokens (standin);
      printf ("expired\n");
    }
  else
    printf ("“%s” is no order.\n", order);
  fflush (stdout);
}

/* Until its input ends. */
int
soak_workspace_run (void)
{
  AuStandinOptions options = { .chunk_rows = 20 };
  g_autoptr (AuStandin) standin = au_standin_new (&options);
  g_autoptr (GError) error = NULL;
  char order[256];

  if (!au_standin_start (standin, &error))
    {
      g_printerr ("%s\n", error->message);
      return 1;
    }
  printf ("%s\n", au_standin_get_uri (standin));
  fflush (stdout);
  while (fgets (order, sizeof order, stdin) != NULL)
    obey (standin, g_strchomp (order));
  return 0;
}

static char *
read_answer (SoakWorkspace *self)
{
  g_autoptr (GError) error = NULL;
  char *line = g_data_input_stream_read_line (self->answers, NULL, NULL, &error);

  g_assert_no_error (error);
  if (line == NULL)
    g_error ("The stand-in workspace has ended.");
  return line;
}

static char *
order (SoakWorkspace *self,
       const char    *text)
{
  g_autofree char *line = g_strconcat (text, "\n", NULL);
  g_autoptr (GError) error = NULL;

  g_output_stream_write_all (self->orders, line, strlen (line), NULL, NULL, &error);
  g_assert_no_error (error);
  return read_answer (self);
}

SoakWorkspace *
soak_workspace_start (void)
{
  SoakWorkspace *self = g_new0 (SoakWorkspace, 1);
  g_autofree char *program = g_file_read_link ("/proc/self/exe", NULL);
  g_autoptr (GError) error = NULL;

  self->process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE,
                                    &error, program, SOAK_WORKSPACE_OPTION, NULL);
  g_assert_no_error (error);
  self->orders = g_subprocess_get_stdin_pipe (self->process);
  self->answers = g_data_input_stream_new (g_subprocess_get_stdout_pipe (self->process));
  self->uri = read_answer (self);
  return self;
}

void
soak_workspace_stop (SoakWorkspace *self)
{
  g_output_stream_close (self->orders, NULL, NULL);
  g_assert_true (g_subprocess_wait_check (self->process, NULL, NULL));
  g_object_unref (self->answers);
  g_object_unref (self->process);
  g_free (self->uri);
  g_free (self);
}

const char *
soak_workspace_get_uri (SoakWorkspace *self)
{
  return self->uri;
}

void
soak_workspace_set_fault (SoakWorkspace *self,
                          const char    *fault)
{
  g_autofree char *text = g_strconcat ("fault ", fault, NULL);
  g_autofree char *answer = order (self, text);

  g_assert_cmpstr (answer, ==, "set");
}

void
soak_workspace_heal (SoakWorkspace *self)
{
  g_free (order (self, "heal"));
}

/* Whoever is signed in is so no more. */
void
soak_workspace_expire (SoakWorkspace *self)
{
  g_free (order (self, "expire"));
}
