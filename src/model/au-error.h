/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * AuError:
 * @AU_ERROR_FAILED: Anything that fits no other code.
 * @AU_ERROR_INVALID_ARGUMENT: A value that a person or the environment gave is malformed.
 * @AU_ERROR_NOT_FOUND: A named thing (query, chart, subscription, file) does not exist.
 * @AU_ERROR_QUERY_TEXT: A query text cannot be used: missing, empty, too large, not UTF-8, not
 *   one SELECT, or a bad header.
 * @AU_ERROR_CHECKSUM: A query text does not match its line in SHA256SUMS.
 * @AU_ERROR_EMPTY_LIST: A list parameter has no element, so there is nothing to ask.
 * @AU_ERROR_TOO_MANY: A selection is larger than one statement may take.
 * @AU_ERROR_CONTRACT: A result lacks a column of the contract, or has one of another type.
 * @AU_ERROR_SOURCE: The source refused the statement or failed while running it.
 *
 * Messages of this domain are whole sentences for people: what happened and what to do.
 */
typedef enum
{
  AU_ERROR_FAILED,
  AU_ERROR_INVALID_ARGUMENT,
  AU_ERROR_NOT_FOUND,
  AU_ERROR_QUERY_TEXT,
  AU_ERROR_CHECKSUM,
  AU_ERROR_EMPTY_LIST,
  AU_ERROR_TOO_MANY,
  AU_ERROR_CONTRACT,
  AU_ERROR_SOURCE,
} AuError;

#define AU_ERROR (au_error_quark ())

GQuark au_error_quark (void);

G_END_DECLS
