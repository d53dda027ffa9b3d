using Sekisho.Smtp.Server.Commands;

namespace Sekisho.Smtp.Server;

/// <summary>Runs one command line.</summary>
internal static class Dispatch
{
    public static ValueTask RunAsync(SmtpSession session, ReadOnlyMemory<byte> line)
    {
        var verb = Verbs.Split(line, out var arguments);
        // RCPT, DATA and BDAT count for themselves, by what they bring.
        if (verb is not (Verb.Rcpt or Verb.Data or Verb.Bdat or Verb.Quit) && !session.Budget.TryIdle())
        {
            session.Close(ServerReplies.TooMuchOfIt, SessionEnd.LimitReached);
            return ValueTask.CompletedTask;
        }

        var refusal = StateTable.Refusal(session.State, verb);
        // What comes after these two is not commands: refused, they still have to deal with it.
        if (verb == Verb.Data) return Data.RunAsync(session, arguments, refusal);
        if (verb == Verb.Bdat) return Bdat.RunAsync(session, arguments, refusal);
        if (refusal is not null) return session.ReplyAsync(refusal);
        return verb switch
        {
            Verb.Ehlo => Hello.RunAsync(session, arguments, isExtended: true),
            Verb.Helo => Hello.RunAsync(session, arguments, isExtended: false),
            Verb.StartTls => StartTls.RunAsync(session, arguments),
            Verb.Auth => Auth.RunAsync(session, arguments),
            Verb.Mail => Mail.RunAsync(session, arguments),
            Verb.Rcpt => Rcpt.RunAsync(session, arguments),
            Verb.Rset => Rset.RunAsync(session, arguments),
            Verb.Quit => Quit.RunAsync(session, arguments),
            Verb.Noop => session.ReplyAsync(ServerReplies.Ok), // RFC 5321 §4.1.1.9
            Verb.Help => session.ReplyAsync(ServerReplies.Help), // RFC 5321 §4.1.1.8
            Verb.Vrfy => session.ReplyAsync(ServerReplies.CannotVerify), // RFC 5321 §7.3: tells nobody who exists
            Verb.Expn => session.ReplyAsync(ServerReplies.NotImplemented),
            Verb.Foreign => Foreign.RunAsync(session),
            _ => session.ReplyAsync(ServerReplies.UnknownCommand),
        };
    }
}
