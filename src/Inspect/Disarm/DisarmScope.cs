using Sekisho.Dns.Names;
using Sekisho.Inspect.Verdicts;

namespace Sekisho.Inspect.Disarm;

/// <summary>Whose mail is disarmed.</summary>
internal static class DisarmScope
{
    /// <summary>The verdict as it is for the recipients: where nobody of them is in a domain of the options, disarm becomes what the message is otherwise.</summary>
    /// <remarks>One recipient is enough: otherwise a sender would keep his macros by naming somebody of another tenant too.</remarks>
    public static Verdict Narrow(Verdict verdict, InspectRequest request, InspectOptions options)
    {
        if (verdict.Disposition != Disposition.Disarm || options.DisarmDomains.Count == 0) return verdict;
        foreach (var recipient in request.Recipients)
        {
            // A sender may write the same domain in letters or in A-labels.
            if (!DnsName.TryParse(recipient.AsSpan(recipient.LastIndexOf('@') + 1), out var domain)) continue;
            foreach (var wanted in options.DisarmDomains)
                if (domain.Text.Equals(wanted, StringComparison.OrdinalIgnoreCase)) return verdict;
        }

        return Without(verdict);
    }

    /// <summary>The verdict where nothing is to be taken out.</summary>
    public static Verdict Without(Verdict verdict) =>
        verdict with { Disposition = verdict.Otherwise is Disposition.Accept ? Disposition.Accept : Disposition.Tag, Otherwise = null };
}
