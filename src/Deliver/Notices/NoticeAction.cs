namespace Sekisho.Deliver.Notices;

/// <summary>What a notice says of a recipient (RFC 3464 §2.3.3).</summary>
internal enum NoticeAction
{
    /// <summary>Will not be delivered.</summary>
    Failed,

    /// <summary>Not delivered yet, still tried.</summary>
    Delayed,

    /// <summary>Given to the final server of the recipient.</summary>
    Delivered,

    /// <summary>Given to a server that sends no notices of success.</summary>
    Relayed,
}
