using System.Text.Json.Serialization;
using Sekisho.Roles.Calls;
using Sekisho.Store.Directory;
using Sekisho.Store.Intake;
using Sekisho.Store.Mailboxes;
using Sekisho.Store.Published;
using Sekisho.Store.Quarantine;
using Sekisho.Store.Queue;
using Sekisho.Store.Tracing;

namespace Sekisho.Store;

/// <summary>How the flow types of the store are written as JSON.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(AcceptReply))]
[JsonSerializable(typeof(AcceptRequest))]
[JsonSerializable(typeof(Account))]
[JsonSerializable(typeof(AddAccountRequest))]
[JsonSerializable(typeof(ByIdRequest))]
[JsonSerializable(typeof(ChangeReply))]
[JsonSerializable(typeof(ChangeRequest))]
[JsonSerializable(typeof(ContentInfo))]
[JsonSerializable(typeof(DirectoryList))]
[JsonSerializable(typeof(LeaseDueReply))]
[JsonSerializable(typeof(LeaseDueRequest))]
[JsonSerializable(typeof(LeaseHeldReply))]
[JsonSerializable(typeof(LeaseHeldRequest))]
[JsonSerializable(typeof(ListRequest))]
[JsonSerializable(typeof(LogInReply))]
[JsonSerializable(typeof(LogInRequest))]
[JsonSerializable(typeof(MailboxListReply))]
[JsonSerializable(typeof(MailboxListRequest))]
[JsonSerializable(typeof(MessageTrace))]
[JsonSerializable(typeof(Nothing))]
[JsonSerializable(typeof(PublishDirectoryReply))]
[JsonSerializable(typeof(PublishDirectoryRequest))]
[JsonSerializable(typeof(QuarantineChangeRequest))]
[JsonSerializable(typeof(QuarantineListReply))]
[JsonSerializable(typeof(QueueListReply))]
[JsonSerializable(typeof(RefusedRequest))]
[JsonSerializable(typeof(ReinspectedRequest))]
[JsonSerializable(typeof(Resolution))]
[JsonSerializable(typeof(ResolveRequest))]
[JsonSerializable(typeof(ScramFinishRequest))]
[JsonSerializable(typeof(ScramStartReply))]
[JsonSerializable(typeof(ScramStartRequest))]
[JsonSerializable(typeof(SettleRequest))]
[JsonSerializable(typeof(StoreOptions))]
[JsonSerializable(typeof(StoreStatus))]
[JsonSerializable(typeof(Tenant))]
public sealed partial class StoreJson : JsonSerializerContext;
