namespace Sekisho.Smtp.Server;

/// <summary>The end of a transaction whose content has come: gives the message to the handler, or refuses it.</summary>
internal static class HandOn
{
    public static async ValueTask RunAsync(SmtpSession session, ContentCollector content)
    {
        var transaction = session.Transaction!;
        session.Budget.Messages++;
        var reply = content.Refusal();
        if (reply is null)
        {
            try
            {
                reply = await session.Handler.OnMessageAsync(session.Info, transaction.ToEnvelope(), content.Content, session.Aborted);
            }
            catch (Exception exception) when (session.IsFault(exception))
            {
                reply = ServerReplies.NotNow;
            }
        }

        if (reply.IsPositive)
        {
            session.Info.Messages++;
            session.Budget.Progress();
        }

        // Whatever the answer: nothing of this transaction is left for the next one.
        session.Reset();
        await session.ReplyAsync(reply);
    }
}
