"""The stages in order, and nothing of their work.

    source/a.md ── extract ──▶ segments ── merge ──▶ pending units          project, syncing
                                              │
                    accepted translations ────┤ what still has no target
                    engine ── pretranslate ───┘ drafts
                                              ▼
    locales/es/a.po ◀── commit (with `#.` notes) ── catalog                 syncing, notes, stamps

    locales/es/a.po ── load ──▶ units ── checks ──▶ findings                checking, since
                                  │
                                  ├── choose ▸ assemble ▸ decide ▸ render ▸ write ──▶ build/   building
                                  ├── counts and what is missing                        standing
                                  └── rows ──▶ the review page, decisions back          reviewing

A stage never imports another; values pass between them here. The command line calls these functions and prints what
they return; they print nothing themselves and raise `LocalizeError` for what stops a whole run. What concerns one
article is gathered in the `Report`, and the rest goes on.
"""
