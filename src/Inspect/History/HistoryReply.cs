namespace Sekisho.Inspect.History;

/// <summary>What the recipients' tenants remember of a sender. Of several tenants the one that knows most counts.</summary>
public sealed record HistoryReply
{
    /// <summary>Messages taken from the address whose sender was authenticated.</summary>
    public long Messages { get; init; }

    /// <summary>Days since the first of them.</summary>
    public long Days { get; init; }

    /// <summary>Messages taken from any address of its domain whose sender was authenticated.</summary>
    public long DomainMessages { get; init; }

    /// <summary>Messages that people of the tenant have written to the address.</summary>
    public long Written { get; init; }

    /// <summary>It answers a message that somebody of the tenant has written.</summary>
    public bool IsReply { get; init; }

    /// <summary>The name is that of a person of the tenant, who writes from another address.</summary>
    public bool IsNameOfOwn { get; init; }

    /// <summary>The name is that of a correspondent of the tenant, who writes from another address.</summary>
    public bool IsNameOfOther { get; init; }

    /// <summary>The list of at least one recipient allows the sender; whether it is the sender is not looked at.</summary>
    public bool Allowed { get; init; }

    /// <summary>The lists of all recipients block the sender.</summary>
    public bool Blocked { get; init; }
}
