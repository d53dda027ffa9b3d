using Sekisho.Smtp.Replies;

namespace Sekisho.Smtp.Server;

/// <summary>
/// Which command is allowed where (RFC 5321 §4.1.4, RFC 3030 §2, RFC 3207 §4, RFC 4954 §4). What depends on more than the
/// state (TLS, login, sizes) is decided by the command itself.
/// </summary>
internal static class StateTable
{
    /// <summary>The cell says yes.</summary>
    private const SmtpReply? Yes = null;

    private static readonly SmtpReply HelloFirst = ServerReplies.HelloFirst;
    private static readonly SmtpReply MailFirst = ServerReplies.MailFirst;
    private static readonly SmtpReply RcptFirst = ServerReplies.RcptFirst;
    private static readonly SmtpReply Nested = ServerReplies.NestedMail;
    private static readonly SmtpReply InMail = ServerReplies.NotDuringTransaction;
    private static readonly SmtpReply InBdat = ServerReplies.NotDuringChunks;

#pragma warning disable IDE0055 // a table is read by its columns
    private static readonly Dictionary<Verb, SmtpReply?[]> Rows = new()
    {
        //                   Connected   Greeted    Mail       Rcpt    Chunks
        [Verb.Helo] =     [Yes,        Yes,       Yes,       Yes,    Yes],
        [Verb.Ehlo] =     [Yes,        Yes,       Yes,       Yes,    Yes],
        [Verb.StartTls] = [HelloFirst, Yes,       InMail,    InMail, InMail],
        [Verb.Auth] =     [HelloFirst, Yes,       InMail,    InMail, InMail],
        [Verb.Mail] =     [HelloFirst, Yes,       Nested,    Nested, Nested],
        [Verb.Rcpt] =     [HelloFirst, MailFirst, Yes,       Yes,    InBdat],
        [Verb.Data] =     [HelloFirst, MailFirst, RcptFirst, Yes,    InBdat],
        [Verb.Bdat] =     [HelloFirst, MailFirst, RcptFirst, Yes,    Yes],
        [Verb.Rset] =     [Yes,        Yes,       Yes,       Yes,    Yes],
        [Verb.Noop] =     [Yes,        Yes,       Yes,       Yes,    Yes],
        [Verb.Help] =     [Yes,        Yes,       Yes,       Yes,    Yes],
        [Verb.Vrfy] =     [Yes,        Yes,       Yes,       Yes,    Yes],
        [Verb.Expn] =     [Yes,        Yes,       Yes,       Yes,    Yes],
        [Verb.Quit] =     [Yes,        Yes,       Yes,       Yes,    Yes],
        [Verb.Unknown] =  [Yes,        Yes,       Yes,       Yes,    Yes],
        [Verb.Foreign] =  [Yes,        Yes,       Yes,       Yes,    Yes],
    };
#pragma warning restore IDE0055

    /// <summary>Null when <paramref name="verb"/> is allowed in <paramref name="state"/>, otherwise what refuses it.</summary>
    public static SmtpReply? Refusal(SessionState state, Verb verb) => Rows[verb][(int)state];
}
