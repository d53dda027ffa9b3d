using System.Text.Json.Serialization;
using Sekisho.Roles.Calls;
using Sekisho.Store.Archive;
using Sekisho.Store.Intake;
using Sekisho.Store.Mailboxes;
using Sekisho.Store.Memory;
using Sekisho.Store.Opening;
using Sekisho.Store.Published;
using Sekisho.Store.Quarantine;
using Sekisho.Store.Queue;
using Sekisho.Store.Reports;
using Sekisho.Store.Sealed;
using Sekisho.Store.Searching;
using Sekisho.Store.Senders;
using Sekisho.Store.Tracing;

namespace Sekisho.Store;

/// <summary>How the flow types of the store are written as JSON.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(AcceptReply))]
[JsonSerializable(typeof(AcceptRequest))]
[JsonSerializable(typeof(ArchiveContentRequest))]
[JsonSerializable(typeof(ArchivedMessage))]
[JsonSerializable(typeof(ArchiveItem))]
[JsonSerializable(typeof(ArchiveListReply))]
[JsonSerializable(typeof(ArchiveListRequest))]
[JsonSerializable(typeof(ArchiveMonthsReply))]
[JsonSerializable(typeof(ArchiveMonthsRequest))]
[JsonSerializable(typeof(ArchiveSearchRequest))]
[JsonSerializable(typeof(ArchiveTokensRequest))]
[JsonSerializable(typeof(ByIdRequest))]
[JsonSerializable(typeof(ChangeReply))]
[JsonSerializable(typeof(ChangeRequest))]
[JsonSerializable(typeof(ContentInfo))]
[JsonSerializable(typeof(IndexTokensRequest))]
[JsonSerializable(typeof(LeaseDueReply))]
[JsonSerializable(typeof(LeaseDueRequest))]
[JsonSerializable(typeof(LeaseHeldReply))]
[JsonSerializable(typeof(LeaseHeldRequest))]
[JsonSerializable(typeof(LearnedReply))]
[JsonSerializable(typeof(LearnedRequest))]
[JsonSerializable(typeof(LearnReply))]
[JsonSerializable(typeof(LearnRequest))]
[JsonSerializable(typeof(ListRequest))]
[JsonSerializable(typeof(MailboxItem))]
[JsonSerializable(typeof(MailboxListReply))]
[JsonSerializable(typeof(MailboxListRequest))]
[JsonSerializable(typeof(MailboxSummary))]
[JsonSerializable(typeof(MessageEnvelope))]
[JsonSerializable(typeof(MessageTrace))]
[JsonSerializable(typeof(Nothing))]
[JsonSerializable(typeof(PublishDirectoryReply))]
[JsonSerializable(typeof(PublishDirectoryRequest))]
[JsonSerializable(typeof(QuarantineChangeRequest))]
[JsonSerializable(typeof(QuarantineItem))]
[JsonSerializable(typeof(QuarantineListReply))]
[JsonSerializable(typeof(QueueItem))]
[JsonSerializable(typeof(QueueListReply))]
[JsonSerializable(typeof(RefusedRequest))]
[JsonSerializable(typeof(ReinspectedRequest))]
[JsonSerializable(typeof(Resolution))]
[JsonSerializable(typeof(ResolveRequest))]
[JsonSerializable(typeof(DueReportsReply))]
[JsonSerializable(typeof(DueReportsRequest))]
[JsonSerializable(typeof(FinishReportRequest))]
[JsonSerializable(typeof(ObserveRequest))]
[JsonSerializable(typeof(ReportListReply))]
[JsonSerializable(typeof(ReportListRequest))]
[JsonSerializable(typeof(ReportRowsReply))]
[JsonSerializable(typeof(ReportRowsRequest))]
[JsonSerializable(typeof(ReportShowReply))]
[JsonSerializable(typeof(ReportShowRequest))]
[JsonSerializable(typeof(SealedTrace))]
[JsonSerializable(typeof(SearchRequest))]
[JsonSerializable(typeof(SenderChangeRequest))]
[JsonSerializable(typeof(SenderEntryText))]
[JsonSerializable(typeof(SenderItem))]
[JsonSerializable(typeof(SenderListReply))]
[JsonSerializable(typeof(SenderListRequest))]
[JsonSerializable(typeof(SendReportReply))]
[JsonSerializable(typeof(SendReportRequest))]
[JsonSerializable(typeof(SettleRequest))]
[JsonSerializable(typeof(StoreOptions))]
[JsonSerializable(typeof(StoreStatus))]
public sealed partial class StoreJson : JsonSerializerContext;
