namespace Sekisho.Deliver;

/// <summary>Whose senders are told of a failure.</summary>
public enum FailureNotices
{
    /// <summary>Every sender, as RFC 5321 §6.1 asks. A forged sender of mail for a relay that refuses it is told, too.</summary>
    All,

    /// <summary>Everybody but senders whose own domain says that the mail is not theirs (SPF fails or softfails, or DMARC fails and SPF does not pass): a notice would go to somebody else.</summary>
    Believable,

    /// <summary>Only people of ours, who logged in; nobody is told of a failure of mail that came from other servers.</summary>
    OwnSendersOnly,
}
