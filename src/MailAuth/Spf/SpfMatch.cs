namespace Sekisho.MailAuth.Spf;

/// <summary>What a mechanism says about the client.</summary>
internal enum SpfMatch
{
    /// <summary>Not this one.</summary>
    No,

    /// <summary>This one decides.</summary>
    Yes,

    /// <summary>The check ends; the session knows with what.</summary>
    Stop,
}
