using Sekisho.MailAuth.Reports.Collecting;

namespace Sekisho.Deliver.Reporting;

/// <summary>Hears what became of TLS in sessions with other servers.</summary>
internal interface ITlsSessions
{
    /// <summary>Takes one; never waits and never throws. What comes too fast is left out of the counts.</summary>
    void Add(TlsSession session);
}
