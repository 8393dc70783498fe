/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "au-column.h"

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * AuParameterType:
 *
 * The types that a query's parameters may have. Lists are expanded into one marker per element.
 */
typedef enum
{
  AU_PARAMETER_STRING,
  AU_PARAMETER_INT,
  AU_PARAMETER_BIGINT,
  AU_PARAMETER_BOOLEAN,
  AU_PARAMETER_STRING_LIST,
  AU_PARAMETER_BIGINT_LIST,
} AuParameterType;

/**
 * AuParameter:
 * @name: (owned): the contract's name
 * @type: its type
 * @fallback: (owned) (nullable): the default as text, %NULL where a value must be given
 */
typedef struct
{
  char *name;
  AuParameterType type;
  char *fallback;
} AuParameter;

const char *au_parameter_type_get_name (AuParameterType type);

/**
 * AU_CONTRACT_VERSION:
 *
 * The version of all contracts together. It is raised where a query's parameters or columns change
 * their names, types or units, so that rows that were kept or written before are told apart.
 */
#define AU_CONTRACT_VERSION 1

#define AU_TYPE_CONTRACT (au_contract_get_type ())

/**
 * AuContract:
 *
 * What a query takes and gives: the comment header of the shipped text, parsed. Immutable.
 */
typedef struct _AuContract AuContract;

GType              au_contract_get_type        (void);
AuContract        *au_contract_new_from_header (const char        *name,
                                                const char        *text,
                                                GError           **error);
AuContract        *au_contract_ref             (AuContract        *self);
void               au_contract_unref           (AuContract        *self);
const char        *au_contract_get_name        (const AuContract  *self);
const char        *au_contract_get_title       (const AuContract  *self);
const char        *au_contract_get_definition  (const AuContract  *self);
const char        *au_contract_get_window      (const AuContract  *self);
const char *const *au_contract_get_tables      (const AuContract  *self);
guint              au_contract_get_n_columns   (const AuContract  *self);
const AuColumn    *au_contract_get_column      (const AuContract  *self,
                                                guint              index);
int                au_contract_find_column     (const AuContract  *self,
                                                const char        *name);
guint              au_contract_get_n_parameters (const AuContract *self);
const AuParameter *au_contract_get_parameter   (const AuContract  *self,
                                                guint              index);
const AuParameter *au_contract_find_parameter  (const AuContract  *self,
                                                const char        *name);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AuContract, au_contract_unref)

G_END_DECLS
