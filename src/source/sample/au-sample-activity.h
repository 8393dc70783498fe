/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "au-sample-account.h"
#include "au-sample-store.h"

G_BEGIN_DECLS

void au_sample_activity_write (AuSampleStore         *store,
                               const AuSampleAccount *account,
                               AuDay                  today);

G_END_DECLS
