using Sekisho.Ledger.Appending;
using Sekisho.Ledger.Reading;
using Sekisho.Roles.Calls;
using Sekisho.Roles.Table;

namespace Sekisho.Ledger;

/// <summary>What the ledger can be asked. Who may ask what is in the role table.</summary>
public static class LedgerCalls
{
    /// <summary>Records entries: the reply means that they are on disk. Use <see cref="Client.ILedger"/>, which numbers and repeats.</summary>
    public static Call<AppendRequest, AppendReply> Append { get; } = new()
    {
        Callee = RoleKind.Ledger,
        Name = "ledger.append",
        RequestType = LedgerJson.Default.AppendRequest,
        ReplyType = LedgerJson.Default.AppendReply,
        MaxRequestBytes = 8 * 1024 * 1024,
        Timeout = TimeSpan.FromSeconds(10),
    };

    /// <summary>Publishes what is recorded and tells the checkpoint.</summary>
    public static Call<Nothing, CheckpointReply> Checkpoint { get; } = new()
    {
        Callee = RoleKind.Ledger,
        Name = "ledger.checkpoint",
        RequestType = LedgerJson.Default.Nothing,
        ReplyType = LedgerJson.Default.CheckpointReply,
        MaxConcurrentPerInstance = 16,
    };

    /// <summary>An entry with the proof that it is in the log.</summary>
    public static Call<ProveRequest, ProveReply> Prove { get; } = new()
    {
        Callee = RoleKind.Ledger,
        Name = "ledger.prove",
        RequestType = LedgerJson.Default.ProveRequest,
        ReplyType = LedgerJson.Default.ProveReply,
        MaxConcurrentPerInstance = 16,
    };

    /// <summary>A range of entries.</summary>
    public static Call<ReadRequest, ReadReply> Read { get; } = new()
    {
        Callee = RoleKind.Ledger,
        Name = "ledger.read",
        RequestType = LedgerJson.Default.ReadRequest,
        ReplyType = LedgerJson.Default.ReadReply,
        MaxConcurrentPerInstance = 16,
    };
}
