namespace Sekisho.Deliver;

/// <summary>Whose senders are told of a failure.</summary>
public enum FailureNotices
{
    /// <summary>Every sender, as RFC 5321 §6.1 asks. A forged sender of mail for a relay that refuses it is told, too.</summary>
    All,

    /// <summary>Only people of ours, who logged in; nobody is told of a failure of mail that came from other servers.</summary>
    OwnSendersOnly,
}
