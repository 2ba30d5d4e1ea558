-- CreateIndex
CREATE INDEX "Obligation_role_state_dueAt_idx" ON "Obligation"("role", "state", "dueAt");

-- CreateIndex
CREATE INDEX "Obligation_personId_state_idx" ON "Obligation"("personId", "state");

-- CreateIndex
CREATE INDEX "Room_kind_closedAt_idx" ON "Room"("kind", "closedAt");

-- CreateIndex
CREATE INDEX "Post_subjectId_view_idx" ON "Post"("subjectId", "view");
