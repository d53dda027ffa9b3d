using Sekisho.Dns.Names;
using Sekisho.Dns.Records;

namespace Sekisho.Dns;

/// <summary>Looks up names.</summary>
public interface IDnsResolver
{
    /// <summary>Looks up the records of one type of a name; aliases are followed.</summary>
    /// <param name="name">The name.</param>
    /// <param name="type">The type of the records.</param>
    /// <param name="cancellation">Ends the wait of this caller.</param>
    /// <returns>The answer; failures are answers, too.</returns>
    /// <exception cref="OperationCanceledException">Only when <paramref name="cancellation"/> was asked for.</exception>
    ValueTask<DnsAnswer> ResolveAsync(DnsName name, DnsRecordType type, CancellationToken cancellation = default);

    /// <summary>Looks up a name given as text; a text that is no name is answered with <see cref="DnsStatus.BadName"/>.</summary>
    /// <param name="name">The name; other than ASCII letters become A-labels.</param>
    /// <param name="type">The type of the records.</param>
    /// <param name="cancellation">Ends the wait of this caller.</param>
    ValueTask<DnsAnswer> ResolveAsync(string name, DnsRecordType type, CancellationToken cancellation = default) =>
        DnsName.TryParse(name, out var parsed)
            ? ResolveAsync(parsed, type, cancellation)
            : ValueTask.FromResult(new DnsAnswer
            {
                Status = DnsStatus.BadName,
                Name = default,
                Type = type,
                Detail = "That is not a domain name.",
            });
}
