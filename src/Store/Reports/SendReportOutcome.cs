using System.Text.Json.Serialization;

namespace Sekisho.Store.Reports;

/// <summary>What became of the message of a report.</summary>
public enum SendReportOutcome
{
    /// <summary>It is in the queue.</summary>
    [JsonStringEnumMemberName("queued")]
    Queued,

    /// <summary>This recipient has this part already: nothing was taken.</summary>
    [JsonStringEnumMemberName("sent-before")]
    SentBefore,

    /// <summary>The recipient is in a domain of ours that has no such mailbox.</summary>
    [JsonStringEnumMemberName("no-mailbox")]
    NoMailbox,

    /// <summary>The sender is in no domain of ours: it could not be signed.</summary>
    [JsonStringEnumMemberName("foreign-sender")]
    ForeignSender,
}
