using Sekisho.MailAuth.Reports.Collecting;

namespace Sekisho.Deliver.Reporting;

/// <summary>Nobody is told: reports are not sent here.</summary>
internal sealed class NoTlsSessions : ITlsSessions
{
    /// <inheritdoc/>
    public void Add(TlsSession session)
    {
    }
}
