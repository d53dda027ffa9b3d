namespace Sekisho.MailAuth.Posture;

/// <summary>Begins SMTP sessions with mail exchanges, to see what they offer.</summary>
public interface IExchangeProbe
{
    /// <summary>Connects as a sender does, asks for STARTTLS, looks at the certificate, and goes. No mail is sent. Failures are values.</summary>
    /// <param name="host">The mail exchange, in A-labels.</param>
    /// <param name="cancellation">Ends the wait.</param>
    ValueTask<ProbedExchange> ProbeAsync(string host, CancellationToken cancellation);
}
