/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * AuSampleElementKind:
 *
 * What an element of an array is. Kinds sort in this order.
 */
typedef enum
{
  AU_SAMPLE_ELEMENT_NULL,
  AU_SAMPLE_ELEMENT_BOOLEAN,
  AU_SAMPLE_ELEMENT_NUMBER,
  AU_SAMPLE_ELEMENT_STRING,
} AuSampleElementKind;

/**
 * AuSampleElement:
 * @kind: what it is
 * @start: its text in the array; of a string what lies between the quotes; not NUL-terminated
 * @length: the bytes of that text
 * @escaped: whether the text of a string has backslashes
 *
 * One element of an array, valid as long as the array's text.
 */
typedef struct
{
  AuSampleElementKind kind;
  const char *start;
  gsize length;
  gboolean escaped;
} AuSampleElement;

/**
 * AuSampleArrayIter:
 * @at: where reading goes on
 * @started: whether an element was read
 * @malformed: whether the text turned out to be no array of plain elements
 *
 * Reads the JSON text that stands for an ARRAY in SQLite, one element after the other.
 */
typedef struct
{
  const char *at;
  gboolean started;
  gboolean malformed;
} AuSampleArrayIter;

void     au_sample_array_iter_init     (AuSampleArrayIter     *iter,
                                        const char            *text);
gboolean au_sample_array_iter_next     (AuSampleArrayIter     *iter,
                                        AuSampleElement       *element);
char    *au_sample_element_dup_text    (const AuSampleElement *element);
gboolean au_sample_element_equals_text (const AuSampleElement *element,
                                        const char            *text,
                                        gsize                  length);
int      au_sample_element_compare     (const AuSampleElement *a,
                                        const AuSampleElement *b);
void     au_sample_array_append_string (GString               *array,
                                        const char            *text);

G_END_DECLS
