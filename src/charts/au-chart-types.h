/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "au-chart.h"

G_BEGIN_DECLS

/* The charts by class. Outside of this room au_chart_new() makes them by name. */
G_DECLARE_FINAL_TYPE (AuActiveUsersChart, au_active_users_chart, AU, ACTIVE_USERS_CHART, AuChart)
G_DECLARE_FINAL_TYPE (AuDepthChart, au_depth_chart, AU, DEPTH_CHART, AuChart)
G_DECLARE_FINAL_TYPE (AuFeatureAdoptionChart, au_feature_adoption_chart, AU, FEATURE_ADOPTION_CHART,
                      AuChart)
G_DECLARE_FINAL_TYPE (AuMauChart, au_mau_chart, AU, MAU_CHART, AuChart)
G_DECLARE_FINAL_TYPE (AuMauVsSpendChart, au_mau_vs_spend_chart, AU, MAU_VS_SPEND_CHART, AuChart)
G_DECLARE_FINAL_TYPE (AuModelSpendChart, au_model_spend_chart, AU, MODEL_SPEND_CHART, AuChart)
G_DECLARE_FINAL_TYPE (AuMonthlySpendChart, au_monthly_spend_chart, AU, MONTHLY_SPEND_CHART, AuChart)
G_DECLARE_FINAL_TYPE (AuOverageChart, au_overage_chart, AU, OVERAGE_CHART, AuChart)
G_DECLARE_FINAL_TYPE (AuTopUsersChart, au_top_users_chart, AU, TOP_USERS_CHART, AuChart)
G_DECLARE_FINAL_TYPE (AuTrueUpsChart, au_true_ups_chart, AU, TRUE_UPS_CHART, AuChart)

#define AU_TYPE_ACTIVE_USERS_CHART (au_active_users_chart_get_type ())
#define AU_TYPE_DEPTH_CHART (au_depth_chart_get_type ())
#define AU_TYPE_FEATURE_ADOPTION_CHART (au_feature_adoption_chart_get_type ())
#define AU_TYPE_MAU_CHART (au_mau_chart_get_type ())
#define AU_TYPE_MAU_VS_SPEND_CHART (au_mau_vs_spend_chart_get_type ())
#define AU_TYPE_MODEL_SPEND_CHART (au_model_spend_chart_get_type ())
#define AU_TYPE_MONTHLY_SPEND_CHART (au_monthly_spend_chart_get_type ())
#define AU_TYPE_OVERAGE_CHART (au_overage_chart_get_type ())
#define AU_TYPE_TOP_USERS_CHART (au_top_users_chart_get_type ())
#define AU_TYPE_TRUE_UPS_CHART (au_true_ups_chart_get_type ())

G_END_DECLS
