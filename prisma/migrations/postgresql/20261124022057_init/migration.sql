-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateTable
CREATE TABLE "Person" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "email" TEXT,
    "locale" TEXT,
    "timeZone" TEXT,
    "quietFrom" TEXT,
    "quietTo" TEXT,
    "isAdmin" BOOLEAN NOT NULL DEFAULT false,
    "active" BOOLEAN NOT NULL DEFAULT true,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Person_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Account" (
    "id" TEXT NOT NULL,
    "personId" TEXT NOT NULL,
    "platform" TEXT NOT NULL,
    "tenant" TEXT NOT NULL,
    "userId" TEXT NOT NULL,

    CONSTRAINT "Account_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Membership" (
    "personId" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "isHead" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "Membership_pkey" PRIMARY KEY ("personId","role")
);

-- CreateTable
CREATE TABLE "Delegation" (
    "id" TEXT NOT NULL,
    "fromId" TEXT NOT NULL,
    "toId" TEXT NOT NULL,
    "startsAt" TIMESTAMPTZ(3) NOT NULL,
    "endsAt" TIMESTAMPTZ(3) NOT NULL,
    "reason" TEXT,
    "createdBy" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "revokedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Delegation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Setting" (
    "key" TEXT NOT NULL,
    "value" JSONB NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,
    "updatedBy" TEXT,

    CONSTRAINT "Setting_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "Counter" (
    "name" TEXT NOT NULL,
    "value" INTEGER NOT NULL,

    CONSTRAINT "Counter_pkey" PRIMARY KEY ("name")
);

-- CreateTable
CREATE TABLE "Order" (
    "id" TEXT NOT NULL,
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
    "quantity" DOUBLE PRECISION NOT NULL,
    "unit" TEXT NOT NULL,
    "requiredBy" TIMESTAMPTZ(3) NOT NULL,
    "place" TEXT NOT NULL,
    "reasonCategory" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "basis" TEXT NOT NULL,
    "justification" TEXT,
    "receivedAt" TIMESTAMPTZ(3) NOT NULL,
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
    "requestedDate" TIMESTAMPTZ(3) NOT NULL,
    "firstCommitted" TIMESTAMPTZ(3),
    "committed" TIMESTAMPTZ(3),
    "roundsHeld" INTEGER NOT NULL DEFAULT 0,
    "negotiations" INTEGER NOT NULL DEFAULT 0,
    "isOverridden" BOOLEAN NOT NULL DEFAULT false,
    "submittedAt" TIMESTAMPTZ(3),
    "confirmedAt" TIMESTAMPTZ(3),
    "acceptedAt" TIMESTAMPTZ(3),
    "closedAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,
    "eventCount" INTEGER NOT NULL DEFAULT 0,
    "headHash" TEXT NOT NULL,

    CONSTRAINT "Order_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "CommittedDate" (
    "orderId" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "date" TIMESTAMPTZ(3) NOT NULL,
    "setAt" TIMESTAMPTZ(3) NOT NULL,
    "reason" TEXT NOT NULL,
    "agreedByCustomer" BOOLEAN NOT NULL,
    "actorId" TEXT NOT NULL,

    CONSTRAINT "CommittedDate_pkey" PRIMARY KEY ("orderId","version")
);

-- CreateTable
CREATE TABLE "ReviewRound" (
    "id" TEXT NOT NULL,
    "orderId" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "state" TEXT NOT NULL,
    "revision" INTEGER NOT NULL,
    "openedAt" TIMESTAMPTZ(3) NOT NULL,
    "closedAt" TIMESTAMPTZ(3),

    CONSTRAINT "ReviewRound_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ReviewTask" (
    "id" TEXT NOT NULL,
    "orderId" TEXT NOT NULL,
    "roundId" TEXT NOT NULL,
    "department" TEXT NOT NULL,
    "isRequired" BOOLEAN NOT NULL,
    "state" TEXT NOT NULL,
    "fallback" TEXT,
    "dueAt" TIMESTAMPTZ(3) NOT NULL,
    "decidedBy" TEXT,
    "decidedFor" TEXT,
    "decidedAt" TIMESTAMPTZ(3),
    "reason" TEXT,
    "earliest" TIMESTAMPTZ(3),
    "isImpossible" BOOLEAN NOT NULL DEFAULT false,
    "answers" JSONB NOT NULL,
    "risks" JSONB NOT NULL,
    "question" TEXT,
    "askedAt" TIMESTAMPTZ(3),
    "reply" TEXT,
    "repliedAt" TIMESTAMPTZ(3),

    CONSTRAINT "ReviewTask_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ReviewCondition" (
    "id" TEXT NOT NULL,
    "orderId" TEXT NOT NULL,
    "taskId" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "state" TEXT NOT NULL,

    CONSTRAINT "ReviewCondition_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "NegotiationOption" (
    "id" TEXT NOT NULL,
    "orderId" TEXT NOT NULL,
    "round" INTEGER NOT NULL,
    "type" TEXT NOT NULL,
    "newDate" TIMESTAMPTZ(3),
    "extraCost" BIGINT,
    "explanation" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "evidence" TEXT,
    "proposedBy" TEXT NOT NULL,
    "proposedAt" TIMESTAMPTZ(3) NOT NULL,
    "answeredAt" TIMESTAMPTZ(3),

    CONSTRAINT "NegotiationOption_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ExecRequest" (
    "id" TEXT NOT NULL,
    "orderId" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "cause" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "requestedAt" TIMESTAMPTZ(3) NOT NULL,
    "decidedAt" TIMESTAMPTZ(3),
    "decidedBy" TEXT,
    "decision" TEXT,
    "reason" TEXT,

    CONSTRAINT "ExecRequest_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "StatusRequest" (
    "id" TEXT NOT NULL,
    "orderId" TEXT NOT NULL,
    "department" TEXT NOT NULL,
    "askedBy" TEXT NOT NULL,
    "question" TEXT NOT NULL,
    "askedAt" TIMESTAMPTZ(3) NOT NULL,
    "dueAt" TIMESTAMPTZ(3) NOT NULL,
    "answeredBy" TEXT,
    "answer" TEXT,
    "answeredAt" TIMESTAMPTZ(3),

    CONSTRAINT "StatusRequest_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Lead" (
    "id" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "byId" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "state" TEXT NOT NULL,
    "takenBy" TEXT,
    "takenAt" TIMESTAMPTZ(3),
    "orderId" TEXT,

    CONSTRAINT "Lead_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Document" (
    "id" TEXT NOT NULL,
    "orderId" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "data" JSONB NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Document_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "SheetDelivery" (
    "orderId" TEXT NOT NULL,
    "department" TEXT NOT NULL,
    "deliveredAt" TIMESTAMPTZ(3) NOT NULL,
    "platform" TEXT NOT NULL,

    CONSTRAINT "SheetDelivery_pkey" PRIMARY KEY ("orderId","department")
);

-- CreateTable
CREATE TABLE "Attachment" (
    "id" TEXT NOT NULL,
    "orderId" TEXT,
    "hash" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "size" INTEGER NOT NULL,
    "byId" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Attachment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "PersonalDatum" (
    "id" TEXT NOT NULL,
    "orderId" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "salt" TEXT NOT NULL,
    "value" TEXT,
    "erasedAt" TIMESTAMPTZ(3),

    CONSTRAINT "PersonalDatum_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Event" (
    "stream" TEXT NOT NULL,
    "seq" INTEGER NOT NULL,
    "type" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "actorId" TEXT NOT NULL,
    "onBehalf" TEXT,
    "version" INTEGER NOT NULL,
    "data" TEXT NOT NULL,
    "prevHash" TEXT NOT NULL,
    "hash" TEXT NOT NULL,

    CONSTRAINT "Event_pkey" PRIMARY KEY ("stream","seq")
);

-- CreateTable
CREATE TABLE "Stream" (
    "id" TEXT NOT NULL,
    "count" INTEGER NOT NULL,
    "head" TEXT NOT NULL,

    CONSTRAINT "Stream_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "DailyRoot" (
    "day" TEXT NOT NULL,
    "root" TEXT NOT NULL,
    "heads" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "DailyRoot_pkey" PRIMARY KEY ("day")
);

-- CreateTable
CREATE TABLE "Interaction" (
    "id" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "actorId" TEXT,
    "command" TEXT NOT NULL,
    "answer" TEXT NOT NULL,

    CONSTRAINT "Interaction_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Obligation" (
    "id" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "orderId" TEXT NOT NULL,
    "subjectId" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "personId" TEXT,
    "clock" TEXT NOT NULL,
    "limitMs" BIGINT NOT NULL,
    "startedAt" TIMESTAMPTZ(3) NOT NULL,
    "dueAt" TIMESTAMPTZ(3) NOT NULL,
    "state" TEXT NOT NULL,
    "step" INTEGER NOT NULL DEFAULT 0,
    "nextAt" TIMESTAMPTZ(3),
    "pausedAt" TIMESTAMPTZ(3),
    "remainingMs" BIGINT,
    "snoozedUntil" TIMESTAMPTZ(3),
    "satisfiedAt" TIMESTAMPTZ(3),
    "isCompressed" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "Obligation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Room" (
    "id" TEXT NOT NULL,
    "platform" TEXT NOT NULL,
    "tenant" TEXT NOT NULL,
    "chatId" TEXT,
    "kind" TEXT NOT NULL,
    "orderId" TEXT,
    "personId" TEXT,
    "name" TEXT NOT NULL,
    "isPrivate" BOOLEAN NOT NULL DEFAULT false,
    "locale" TEXT,
    "closedAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Room_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Post" (
    "id" TEXT NOT NULL,
    "roomId" TEXT NOT NULL,
    "orderId" TEXT,
    "view" TEXT NOT NULL,
    "subjectId" TEXT NOT NULL,
    "messageId" TEXT NOT NULL,
    "drawn" TEXT NOT NULL,
    "sentAt" TIMESTAMPTZ(3) NOT NULL,
    "closedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Post_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Draft" (
    "personId" TEXT NOT NULL,
    "form" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "values" JSONB NOT NULL,
    "savedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Draft_pkey" PRIMARY KEY ("personId","form","subject")
);

-- CreateTable
CREATE TABLE "WebChannel" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "topic" TEXT NOT NULL DEFAULT '',
    "isPrivate" BOOLEAN NOT NULL DEFAULT false,
    "archivedAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "WebChannel_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "WebMember" (
    "channelId" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "joinedAt" TIMESTAMPTZ(3) NOT NULL,
    "lastReadSeq" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "WebMember_pkey" PRIMARY KEY ("channelId","userId")
);

-- CreateTable
CREATE TABLE "WebMessage" (
    "seq" SERIAL NOT NULL,
    "id" TEXT NOT NULL,
    "channelId" TEXT NOT NULL,
    "threadId" TEXT,
    "authorId" TEXT NOT NULL,
    "onlyFor" TEXT,
    "body" TEXT NOT NULL,
    "sentAt" TIMESTAMPTZ(3) NOT NULL,
    "editedAt" TIMESTAMPTZ(3),
    "deletedAt" TIMESTAMPTZ(3),
    "dedupeKey" TEXT,
    "isPinned" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "WebMessage_pkey" PRIMARY KEY ("seq")
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

-- AddForeignKey
ALTER TABLE "Account" ADD CONSTRAINT "Account_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Membership" ADD CONSTRAINT "Membership_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
