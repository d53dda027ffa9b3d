using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Sekisho.Dns;
using Sekisho.Dns.Names;
using Sekisho.Dns.Records;
using Sekisho.Smtp.Replies;
using Sekisho.Store.Queue;

namespace Sekisho.Deliver.Routing;

/// <summary>Finds the hosts of a route and their addresses.</summary>
internal sealed class RouteLookup(IDnsResolver dns, DeliverOptions options)
{
    // A zone can name thousands of exchanges; nobody needs more than a few.
    private const int MaxExchanges = 20;

    private readonly HashSet<DnsName> _ownNames = OwnNames(options);

    public ValueTask<RoutePlan> FindAsync(Route route, CancellationToken cancellation) => route.Kind switch
    {
        RouteKind.Relay => ValueTask.FromResult(Relay(route.Destination)),
        RouteKind.Mx => ExchangesAsync(route.Destination, cancellation),
        _ => ValueTask.FromResult(RoutePlan.Impossible(451, "4.3.5", "The mailbox route was given to the role that sends to other servers.")),
    };

    /// <summary>The addresses of a host, IPv6 and IPv4 by turns; or why there are none.</summary>
    public async ValueTask<(IReadOnlyList<IPAddress> Addresses, SmtpReply? Obstacle)> AddressesAsync(RouteTarget target, bool isExchange, CancellationToken cancellation)
    {
        if (target.Address is not null) return Allowed([target.Address], target, isExchange);
        if (target.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase)) return Allowed([IPAddress.Loopback, IPAddress.IPv6Loopback], target, isExchange);
        var four = dns.ResolveAsync(target.Host, DnsRecordType.A, cancellation).AsTask();
        var six = Socket.OSSupportsIPv6 ? dns.ResolveAsync(target.Host, DnsRecordType.Aaaa, cancellation).AsTask() : null;
        var fourAnswer = await four;
        var sixAnswer = six is null ? null : await six;
        var addresses = new List<IPAddress>();
        for (var i = 0; i < Math.Max(fourAnswer.Records.Count, sixAnswer?.Records.Count ?? 0); i++)
        {
            if (i < sixAnswer?.Records.Count && sixAnswer.Records[i] is AddressRecord sixth) addresses.Add(sixth.Address);
            if (i < fourAnswer.Records.Count && fourAnswer.Records[i] is AddressRecord fourth) addresses.Add(fourth.Address);
        }

        if (addresses.Count > 0) return Allowed(addresses, target, isExchange);
        return fourAnswer.IsTemporary || sixAnswer is { IsTemporary: true }
            ? ([], SmtpReply.Of(451, "4.4.3", $"The address of {target.Host} cannot be looked up now ({(fourAnswer.IsTemporary ? fourAnswer : sixAnswer!).Status})."))
            : isExchange
                ? ([], SmtpReply.Of(550, "5.4.4", $"The host {target.Host} has no address."))
                // A relay's name is the operator's word: a slip there, or in his DNS, must not bounce everybody's mail.
                : ([], SmtpReply.Of(451, "4.4.4", $"The relay {target.Host} has no address."));
    }

    private static RoutePlan Relay(string destination)
    {
        if (HostAddress.Parse(destination, 25) is not { } host) return RoutePlan.Impossible(451, "4.3.5", $"The relay '{destination}' is not HOST:PORT.");
        _ = IPAddress.TryParse(host.Host, out var address);
        return new RoutePlan { Targets = [new RouteTarget(host.Host, host.Port, address)], IsAuthenticated = true };
    }

    /// <summary>
    /// RFC 5321 §5.1:
    /// 1. MX records of the domain (aliases followed). No such domain: for good. Look-up failed: later.
    /// 2. One MX with the root as its host: the domain takes no mail (RFC 7505).
    /// 3. No MX: the domain itself, with preference 0.
    /// 4. Ourselves among them: we and all hosts of our preference or worse are left out, or mail would go in a circle.
    /// 5. By preference, equals in random order.
    /// </summary>
    private async ValueTask<RoutePlan> ExchangesAsync(string domain, CancellationToken cancellation)
    {
        if (domain.StartsWith('[')) return Literal(domain);
        var answer = await dns.ResolveAsync(domain, DnsRecordType.Mx, cancellation);
        if (answer.Status == DnsStatus.BadName) return RoutePlan.Impossible(550, "5.1.2", $"'{domain}' is not a domain name.");
        if (answer.Status == DnsStatus.NxDomain) return RoutePlan.Impossible(550, "5.1.2", $"The domain {domain} does not exist.");
        if (answer.IsTemporary) return RoutePlan.Impossible(451, "4.4.3", $"The mail exchanges of {domain} cannot be looked up now ({answer.Status}).");
        if (answer.Status == DnsStatus.NoData)
        {
            return _ownNames.Contains(answer.Name)
                ? LoopsBack(domain)
                : new RoutePlan { Targets = [new RouteTarget(answer.Name.Text, options.MxPort)], IsAuthenticated = answer.Authenticated, IsExchange = true };
        }

        var exchanges = answer.Records.OfType<MxRecord>().ToArray();
        if (exchanges.Length == 1 && exchanges[0].Exchange.IsRoot) return RoutePlan.Impossible(556, "5.1.10", $"The domain {domain} takes no mail (null MX).");
        RandomNumberGenerator.Shuffle(exchanges.AsSpan());
        var own = exchanges.Where(exchange => _ownNames.Contains(exchange.Exchange)).Select(exchange => (int)exchange.Preference).DefaultIfEmpty(int.MaxValue).Min();
        var targets = exchanges
            .Where(exchange => exchange.Preference < own && !exchange.Exchange.IsRoot)
            .OrderBy(exchange => exchange.Preference)
            .DistinctBy(exchange => exchange.Exchange)
            .Take(MaxExchanges)
            .Select(exchange => new RouteTarget(exchange.Exchange.Text, options.MxPort))
            .ToArray();
        if (targets.Length > 0) return new RoutePlan { Targets = targets, IsAuthenticated = answer.Authenticated, IsExchange = true };
        return own < int.MaxValue
            ? LoopsBack(domain)
            : RoutePlan.Impossible(550, "5.4.4", $"The domain {domain} names no usable mail exchange.");
    }

    private RoutePlan Literal(string domain)
    {
        // RFC 5321 §4.1.3: [192.0.2.1], [IPv6:2001:db8::1]
        var text = domain.EndsWith(']') ? domain[1..^1] : "";
        if (text.StartsWith("IPv6:", StringComparison.OrdinalIgnoreCase)) text = text[5..];
        return IPAddress.TryParse(text, out var address)
            ? new RoutePlan { Targets = [new RouteTarget(text, options.MxPort, address)], IsExchange = true }
            : RoutePlan.Impossible(550, "5.1.2", $"'{domain}' is not an address literal.");
    }

    private (IReadOnlyList<IPAddress> Addresses, SmtpReply? Obstacle) Allowed(IReadOnlyList<IPAddress> addresses, RouteTarget target, bool isExchange)
    {
        var allowed = isExchange && !options.AllowLoopbackExchanges ? [.. addresses.Where(address => !IsOfThisMachine(address))] : addresses;
        return allowed.Count > 0
            ? ([.. allowed.Take(options.MaxAddressesPerHost)], null)
            : ([], SmtpReply.Of(550, "5.4.6", $"The host {target.Host} has only addresses that mean this machine."));
    }

    private static bool IsOfThisMachine(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        return IPAddress.IsLoopback(address) || address.Equals(IPAddress.IPv6Any) || address.IsIPv6LinkLocal || address.IsIPv6Multicast
            || (address.AddressFamily == AddressFamily.InterNetwork && address.GetAddressBytes() is [0, ..] or [169, 254, ..] or [>= 224, ..]);
    }

    private static RoutePlan LoopsBack(string domain) =>
        RoutePlan.Impossible(554, "5.4.6", $"Mail for {domain} would come back to this system; the domain is not set up here.");

    private static HashSet<DnsName> OwnNames(DeliverOptions options)
    {
        var names = new HashSet<DnsName>();
        foreach (var text in options.OtherHostnames.Append(options.Hostname))
            if (DnsName.TryParse(text, out var name)) names.Add(name);
        return names;
    }
}
