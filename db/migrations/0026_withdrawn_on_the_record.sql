DROP FUNCTION IF EXISTS withdraw_invitations_by(uuid, timestamptz);
