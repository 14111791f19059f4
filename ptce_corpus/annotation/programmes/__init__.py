"""Who appears where and when, as programmes, invitations, minutes and announcements tell."""
