/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-error.h"

G_DEFINE_QUARK (au-error-quark, au_error)
