namespace Sekisho.Smtp.Server;

/// <summary>The commands.</summary>
internal enum Verb
{
    Unknown,
    Helo,
    Ehlo,
    StartTls,
    Auth,
    Mail,
    Rcpt,
    Data,
    Bdat,
    Rset,
    Noop,
    Help,
    Vrfy,
    Expn,
    Quit,

    /// <summary>A request line of HTTP: a browser or a proxy was made to talk to us, and its further lines are chosen by somebody else.</summary>
    Foreign,
}
