/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Where the templates of data/ui are in the program's resources. */
#define SP_RESOURCES "/io/github/spaceport_app/Spaceport/"
#define SP_UI SP_RESOURCES "ui/"
