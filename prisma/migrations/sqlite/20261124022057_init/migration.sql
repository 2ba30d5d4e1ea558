-- CreateTable
CREATE TABLE "Person" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "name" TEXT NOT NULL,
    "email" TEXT,
    "locale" TEXT,
    "timeZone" TEXT,
    "quietFrom" TEXT,
    "quietTo" TEXT,
    "isAdmin" BOOLEAN NOT NULL DEFAULT false,
    "active" BOOLEAN NOT NULL DEFAULT true,
    "createdAt" DATETIME NOT NULL
);

-- CreateTable
CREATE TABLE "Account" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "personId" TEXT NOT NULL,
    "platform" TEXT NOT NULL,
    "tenant" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    CONSTRAINT "Account_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Membership" (
    "personId" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "isHead" BOOLEAN NOT NULL DEFAULT false,

    PRIMARY KEY ("personId", "role"),
    CONSTRAINT "Membership_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Delegation" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "fromId" TEXT NOT NULL,
    "toId" TEXT NOT NULL,
    "startsAt" DATETIME NOT NULL,
    "endsAt" DATETIME NOT NULL,
    "reason" TEXT,
    "createdBy" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL,
    "revokedAt" DATETIME
);

-- CreateTable
CREATE TABLE "Setting" (
    "key" TEXT NOT NULL PRIMARY KEY,
    "value" JSONB NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "updatedAt" DATETIME NOT NULL,
    "updatedBy" TEXT
);

-- CreateTable
CREATE TABLE "Counter" (
    "name" TEXT NOT NULL PRIMARY KEY,
    "value" INTEGER NOT NULL
);

-- CreateTable
CREATE TABLE "Order" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "draftNo" TEXT NOT NULL,
    "number" TEXT,
    "state" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "revision" INTEGER NOT NULL,
    "submitterId" TEXT NOT NULL,
    "ownerId" TEXT NOT NULL,
    "isConfidential" BOOLEAN NOT NULL DEFAULT false,
    "isDrill" BOOLEAN NOT NULL DEFAULT false,
    "customer" TEXT NOT NULL,
    "product" TEXT NOT NULL,
    "model" TEXT NOT NULL,
    "quantity" REAL NOT NULL,
    "unit" TEXT NOT NULL,
    "requiredBy" DATETIME NOT NULL,
    "place" TEXT NOT NULL,
    "reasonCategory" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "basis" TEXT NOT NULL,
    "justification" TEXT,
    "receivedAt" DATETIME NOT NULL,
    "customerChecked" BOOLEAN NOT NULL,
    "quality" TEXT,
    "packaging" TEXT,
    "technical" TEXT,
    "amountMinor" BIGINT,
    "currency" TEXT,
    "paymentTerms" TEXT,
    "source" TEXT,
    "region" TEXT,
    "productType" TEXT,
    "externalNo" TEXT,
    "traits" JSONB NOT NULL,
    "contactId" TEXT,
    "intake" JSONB,
    "preliminary" JSONB,
    "confirmation" JSONB,
    "hold" JSONB,
    "waiting" JSONB,
    "requestedDate" DATETIME NOT NULL,
    "firstCommitted" DATETIME,
    "committed" DATETIME,
    "roundsHeld" INTEGER NOT NULL DEFAULT 0,
    "negotiations" INTEGER NOT NULL DEFAULT 0,
    "isOverridden" BOOLEAN NOT NULL DEFAULT false,
    "submittedAt" DATETIME,
    "confirmedAt" DATETIME,
    "acceptedAt" DATETIME,
    "closedAt" DATETIME,
    "createdAt" DATETIME NOT NULL,
    "updatedAt" DATETIME NOT NULL,
    "eventCount" INTEGER NOT NULL DEFAULT 0,
    "headHash" TEXT NOT NULL
);

-- CreateTable
CREATE TABLE "CommittedDate" (
    "orderId" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "date" DATETIME NOT NULL,
    "setAt" DATETIME NOT NULL,
    "reason" TEXT NOT NULL,
    "agreedByCustomer" BOOLEAN NOT NULL,
    "actorId" TEXT NOT NULL,

    PRIMARY KEY ("orderId", "version")
);

-- CreateTable
CREATE TABLE "ReviewRound" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "orderId" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "state" TEXT NOT NULL,
    "revision" INTEGER NOT NULL,
    "openedAt" DATETIME NOT NULL,
    "closedAt" DATETIME
);

-- CreateTable
CREATE TABLE "ReviewTask" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "orderId" TEXT NOT NULL,
    "roundId" TEXT NOT NULL,
    "department" TEXT NOT NULL,
    "isRequired" BOOLEAN NOT NULL,
    "state" TEXT NOT NULL,
    "fallback" TEXT,
    "dueAt" DATETIME NOT NULL,
    "decidedBy" TEXT,
    "decidedFor" TEXT,
    "decidedAt" DATETIME,
    "reason" TEXT,
    "earliest" DATETIME,
    "isImpossible" BOOLEAN NOT NULL DEFAULT false,
    "answers" JSONB NOT NULL,
    "risks" JSONB NOT NULL,
    "question" TEXT,
    "askedAt" DATETIME,
    "reply" TEXT,
    "repliedAt" DATETIME
);

-- CreateTable
CREATE TABLE "ReviewCondition" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "orderId" TEXT NOT NULL,
    "taskId" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "state" TEXT NOT NULL
);

-- CreateTable
CREATE TABLE "NegotiationOption" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "orderId" TEXT NOT NULL,
    "round" INTEGER NOT NULL,
    "type" TEXT NOT NULL,
    "newDate" DATETIME,
    "extraCost" BIGINT,
    "explanation" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "evidence" TEXT,
    "proposedBy" TEXT NOT NULL,
    "proposedAt" DATETIME NOT NULL,
    "answeredAt" DATETIME
);

-- CreateTable
CREATE TABLE "ExecRequest" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "orderId" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "cause" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "requestedAt" DATETIME NOT NULL,
    "decidedAt" DATETIME,
    "decidedBy" TEXT,
    "decision" TEXT,
    "reason" TEXT
);

-- CreateTable
CREATE TABLE "StatusRequest" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "orderId" TEXT NOT NULL,
    "department" TEXT NOT NULL,
    "askedBy" TEXT NOT NULL,
    "question" TEXT NOT NULL,
    "askedAt" DATETIME NOT NULL,
    "dueAt" DATETIME NOT NULL,
    "answeredBy" TEXT,
    "answer" TEXT,
    "answeredAt" DATETIME
);

-- CreateTable
CREATE TABLE "Lead" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "text" TEXT NOT NULL,
    "byId" TEXT NOT NULL,
    "at" DATETIME NOT NULL,
    "state" TEXT NOT NULL,
    "takenBy" TEXT,
    "takenAt" DATETIME,
    "orderId" TEXT
);

-- CreateTable
CREATE TABLE "Document" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "orderId" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "data" JSONB NOT NULL,
    "createdAt" DATETIME NOT NULL
);

-- CreateTable
CREATE TABLE "SheetDelivery" (
    "orderId" TEXT NOT NULL,
    "department" TEXT NOT NULL,
    "deliveredAt" DATETIME NOT NULL,
    "platform" TEXT NOT NULL,

    PRIMARY KEY ("orderId", "department")
);

-- CreateTable
CREATE TABLE "Attachment" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "orderId" TEXT,
    "hash" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "size" INTEGER NOT NULL,
    "byId" TEXT NOT NULL,
    "at" DATETIME NOT NULL
);

-- CreateTable
CREATE TABLE "PersonalDatum" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "orderId" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "salt" TEXT NOT NULL,
    "value" TEXT,
    "erasedAt" DATETIME
);

-- CreateTable
CREATE TABLE "Event" (
    "stream" TEXT NOT NULL,
    "seq" INTEGER NOT NULL,
    "type" TEXT NOT NULL,
    "at" DATETIME NOT NULL,
    "actorId" TEXT NOT NULL,
    "onBehalf" TEXT,
    "version" INTEGER NOT NULL,
    "data" TEXT NOT NULL,
    "prevHash" TEXT NOT NULL,
    "hash" TEXT NOT NULL,

    PRIMARY KEY ("stream", "seq")
);

-- CreateTable
CREATE TABLE "Stream" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "count" INTEGER NOT NULL,
    "head" TEXT NOT NULL
);

-- CreateTable
CREATE TABLE "DailyRoot" (
    "day" TEXT NOT NULL PRIMARY KEY,
    "root" TEXT NOT NULL,
    "heads" INTEGER NOT NULL,
    "at" DATETIME NOT NULL
);

-- CreateTable
CREATE TABLE "Interaction" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "at" DATETIME NOT NULL,
    "actorId" TEXT,
    "command" TEXT NOT NULL,
    "answer" TEXT NOT NULL
);

-- CreateTable
CREATE TABLE "Obligation" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "key" TEXT NOT NULL,
    "orderId" TEXT NOT NULL,
    "subjectId" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "personId" TEXT,
    "clock" TEXT NOT NULL,
    "limitMs" BIGINT NOT NULL,
    "startedAt" DATETIME NOT NULL,
    "dueAt" DATETIME NOT NULL,
    "state" TEXT NOT NULL,
    "step" INTEGER NOT NULL DEFAULT 0,
    "nextAt" DATETIME,
    "pausedAt" DATETIME,
    "remainingMs" BIGINT,
    "snoozedUntil" DATETIME,
    "satisfiedAt" DATETIME,
    "isCompressed" BOOLEAN NOT NULL DEFAULT false
);

-- CreateTable
CREATE TABLE "Job" (
    "seq" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "queue" TEXT NOT NULL,
    "lane" TEXT NOT NULL,
    "key" TEXT,
    "payload" TEXT NOT NULL,
    "runAt" DATETIME NOT NULL,
    "attempt" INTEGER NOT NULL DEFAULT 0,
    "state" TEXT NOT NULL DEFAULT 'ready',
    "leaseUntil" DATETIME,
    "lastError" TEXT,
    "createdAt" DATETIME NOT NULL
);

-- CreateTable
CREATE TABLE "Room" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "platform" TEXT NOT NULL,
    "tenant" TEXT NOT NULL,
    "chatId" TEXT,
    "kind" TEXT NOT NULL,
    "orderId" TEXT,
    "personId" TEXT,
    "name" TEXT NOT NULL,
    "isPrivate" BOOLEAN NOT NULL DEFAULT false,
    "locale" TEXT,
    "closedAt" DATETIME,
    "createdAt" DATETIME NOT NULL
);

-- CreateTable
CREATE TABLE "Post" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "roomId" TEXT NOT NULL,
    "orderId" TEXT,
    "view" TEXT NOT NULL,
    "subjectId" TEXT NOT NULL,
    "messageId" TEXT NOT NULL,
    "drawn" TEXT NOT NULL,
    "sentAt" DATETIME NOT NULL,
    "closedAt" DATETIME
);

-- CreateTable
CREATE TABLE "Draft" (
    "personId" TEXT NOT NULL,
    "form" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "values" JSONB NOT NULL,
    "savedAt" DATETIME NOT NULL,

    PRIMARY KEY ("personId", "form", "subject")
);

-- CreateTable
CREATE TABLE "WebChannel" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "name" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "topic" TEXT NOT NULL DEFAULT '',
    "isPrivate" BOOLEAN NOT NULL DEFAULT false,
    "archivedAt" DATETIME,
    "createdAt" DATETIME NOT NULL
);

-- CreateTable
CREATE TABLE "WebMember" (
    "channelId" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "joinedAt" DATETIME NOT NULL,
    "lastReadSeq" INTEGER NOT NULL DEFAULT 0,

    PRIMARY KEY ("channelId", "userId")
);

-- CreateTable
CREATE TABLE "WebMessage" (
    "seq" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "id" TEXT NOT NULL,
    "channelId" TEXT NOT NULL,
    "threadId" TEXT,
    "authorId" TEXT NOT NULL,
    "onlyFor" TEXT,
    "body" TEXT NOT NULL,
    "sentAt" DATETIME NOT NULL,
    "editedAt" DATETIME,
    "deletedAt" DATETIME,
    "dedupeKey" TEXT,
    "isPinned" BOOLEAN NOT NULL DEFAULT false
);

-- CreateIndex
CREATE UNIQUE INDEX "Person_email_key" ON "Person"("email");

-- CreateIndex
CREATE INDEX "Account_personId_idx" ON "Account"("personId");

-- CreateIndex
CREATE UNIQUE INDEX "Account_platform_tenant_userId_key" ON "Account"("platform", "tenant", "userId");

-- CreateIndex
CREATE INDEX "Membership_role_idx" ON "Membership"("role");

-- CreateIndex
CREATE INDEX "Delegation_fromId_idx" ON "Delegation"("fromId");

-- CreateIndex
CREATE INDEX "Delegation_toId_idx" ON "Delegation"("toId");

-- CreateIndex
CREATE UNIQUE INDEX "Order_draftNo_key" ON "Order"("draftNo");

-- CreateIndex
CREATE UNIQUE INDEX "Order_number_key" ON "Order"("number");

-- CreateIndex
CREATE INDEX "Order_state_requiredBy_idx" ON "Order"("state", "requiredBy");

-- CreateIndex
CREATE INDEX "Order_submitterId_idx" ON "Order"("submitterId");

-- CreateIndex
CREATE INDEX "Order_ownerId_idx" ON "Order"("ownerId");

-- CreateIndex
CREATE INDEX "Order_closedAt_requiredBy_idx" ON "Order"("closedAt", "requiredBy");

-- CreateIndex
CREATE INDEX "Order_customer_idx" ON "Order"("customer");

-- CreateIndex
CREATE UNIQUE INDEX "ReviewRound_orderId_number_key" ON "ReviewRound"("orderId", "number");

-- CreateIndex
CREATE INDEX "ReviewTask_orderId_idx" ON "ReviewTask"("orderId");

-- CreateIndex
CREATE INDEX "ReviewTask_department_state_idx" ON "ReviewTask"("department", "state");

-- CreateIndex
CREATE UNIQUE INDEX "ReviewTask_roundId_department_key" ON "ReviewTask"("roundId", "department");

-- CreateIndex
CREATE INDEX "ReviewCondition_orderId_idx" ON "ReviewCondition"("orderId");

-- CreateIndex
CREATE INDEX "NegotiationOption_orderId_idx" ON "NegotiationOption"("orderId");

-- CreateIndex
CREATE UNIQUE INDEX "ExecRequest_orderId_number_key" ON "ExecRequest"("orderId", "number");

-- CreateIndex
CREATE INDEX "StatusRequest_orderId_idx" ON "StatusRequest"("orderId");

-- CreateIndex
CREATE INDEX "StatusRequest_department_answeredAt_idx" ON "StatusRequest"("department", "answeredAt");

-- CreateIndex
CREATE UNIQUE INDEX "Document_orderId_kind_number_key" ON "Document"("orderId", "kind", "number");

-- CreateIndex
CREATE INDEX "Attachment_orderId_idx" ON "Attachment"("orderId");

-- CreateIndex
CREATE INDEX "Attachment_hash_idx" ON "Attachment"("hash");

-- CreateIndex
CREATE INDEX "PersonalDatum_orderId_idx" ON "PersonalDatum"("orderId");

-- CreateIndex
CREATE INDEX "Event_at_idx" ON "Event"("at");

-- CreateIndex
CREATE INDEX "Event_type_at_idx" ON "Event"("type", "at");

-- CreateIndex
CREATE INDEX "Interaction_at_idx" ON "Interaction"("at");

-- CreateIndex
CREATE INDEX "Obligation_orderId_idx" ON "Obligation"("orderId");

-- CreateIndex
CREATE INDEX "Obligation_state_dueAt_idx" ON "Obligation"("state", "dueAt");

-- CreateIndex
CREATE INDEX "Obligation_key_dueAt_idx" ON "Obligation"("key", "dueAt");

-- CreateIndex
CREATE UNIQUE INDEX "Job_key_key" ON "Job"("key");

-- CreateIndex
CREATE INDEX "Job_queue_state_runAt_idx" ON "Job"("queue", "state", "runAt");

-- CreateIndex
CREATE INDEX "Job_queue_lane_seq_idx" ON "Job"("queue", "lane", "seq");

-- CreateIndex
CREATE INDEX "Room_orderId_idx" ON "Room"("orderId");

-- CreateIndex
CREATE INDEX "Room_personId_idx" ON "Room"("personId");

-- CreateIndex
CREATE UNIQUE INDEX "Room_platform_tenant_chatId_key" ON "Room"("platform", "tenant", "chatId");

-- CreateIndex
CREATE INDEX "Post_orderId_idx" ON "Post"("orderId");

-- CreateIndex
CREATE UNIQUE INDEX "Post_roomId_view_subjectId_key" ON "Post"("roomId", "view", "subjectId");

-- CreateIndex
CREATE INDEX "WebMember_userId_idx" ON "WebMember"("userId");

-- CreateIndex
CREATE UNIQUE INDEX "WebMessage_id_key" ON "WebMessage"("id");

-- CreateIndex
CREATE UNIQUE INDEX "WebMessage_dedupeKey_key" ON "WebMessage"("dedupeKey");

-- CreateIndex
CREATE INDEX "WebMessage_channelId_seq_idx" ON "WebMessage"("channelId", "seq");

-- CreateIndex
CREATE INDEX "WebMessage_threadId_idx" ON "WebMessage"("threadId");
