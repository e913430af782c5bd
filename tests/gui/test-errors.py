#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Being written by the helper who was given this file; leave it alone."""
