namespace Sekisho.MailAuth.Posture;

/// <summary>How well a thing stands.</summary>
public enum PostureLevel
{
    /// <summary>As it should be.</summary>
    Good,

    /// <summary>Not wrong; could be better, or is only told.</summary>
    Note,

    /// <summary>Should be mended.</summary>
    Warning,

    /// <summary>Broken: mail is lost, or anybody can use the domain's name.</summary>
    Bad,

    /// <summary>The DNS or the web server did not answer: nothing is known.</summary>
    Unknown,
}
