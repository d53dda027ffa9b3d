using Sekisho.Deliver.Connecting;
using Sekisho.Deliver.Routing;
using Sekisho.Deliver.Sts;
using Sekisho.Dns;
using Sekisho.Dns.Names;
using Sekisho.Dns.Records;
using Sekisho.MailAuth.Dane;
using Sekisho.MailAuth.MtaSts;
using Sekisho.Smtp.Client;
using Sekisho.Smtp.Replies;
using Sekisho.Store.Queue;

namespace Sekisho.Deliver.Security;

/// <summary>
/// Finds out what is asked of TLS with the hosts of a destination. Where a host has TLSA records that are proven, they
/// decide (RFC 8461 §2: MTA-STS never overrides DANE); otherwise the domain's MTA-STS policy; otherwise the route.
/// </summary>
internal sealed class SecurityLookup(IDnsResolver dns, StsLookup sts, DeliverOptions options)
{
    private static readonly SmtpReply NotSafeEnough =
        SmtpReply.Of(550, "5.7.30", "The message requires TLS all the way (REQUIRETLS), and the destination's mail exchanges are neither signed in DNS nor named by an MTA-STS policy.");

    /// <summary>What is known of the destination as a whole.</summary>
    public async ValueTask<DestinationSecurity> OfDestinationAsync(Route route, RoutePlan plan, CancellationToken cancellation)
    {
        if (!plan.IsExchange) return new DestinationSecurity(null, plan.IsAuthenticated, await PolicyOfRelayAsync(route, plan, cancellation));
        if (!DnsName.TryParse(route.Destination, out var name) || name.IsRoot || plan.Targets.All(target => target.Address is not null))
            return new DestinationSecurity(null, plan.IsAuthenticated, null);
        var domain = name.Text.ToLowerInvariant();
        return new DestinationSecurity(domain, plan.IsAuthenticated, options.MtaSts ? await sts.OfAsync(domain, cancellation) : null);
    }

    /// <summary>What is asked of TLS with one host.</summary>
    /// <param name="destination">The destination.</param>
    /// <param name="target">The host.</param>
    /// <param name="isExchange">It comes from the DNS of somebody else.</param>
    /// <param name="key">What the route and the message ask for.</param>
    /// <param name="cancellation">Ends the look-ups.</param>
    public async ValueTask<HostSecurity> OfHostAsync(DestinationSecurity destination, RouteTarget target, bool isExchange, ConnectionKey key, CancellationToken cancellation)
    {
        var plain = new HostSecurity { Tls = key.Tls, TlsHost = target.Host, IsExchange = isExchange, Domain = destination.Domain };
        if (destination.Domain is not null)
        {
            if (await DaneAsync(plain, destination, target, cancellation) is { } dane) return WithRequireTls(dane, destination, key.RequireTls);
            if (destination.Policy is { Mode: not StsMode.None } policy) return WithRequireTls(ByPolicy(plain, policy, target), destination, key.RequireTls);
        }
        else if (!isExchange && HasPolicies(key.Tls, key.Lmtp))
        {
            if (await DaneAsync(plain, destination, target, cancellation) is { } dane) return dane;
            if (destination.Policy is { Mode: not StsMode.None } policy) return ByPolicy(plain, policy, target);
        }

        return WithRequireTls(plain, destination, key.RequireTls);
    }

    /// <summary>
    /// A relay that the operator names may have TLSA records (RFC 7672 §2.2.2) and a policy under its own name (RFC 8461 §3.4: a smart
    /// host is the policy domain), as an exchange. "verified" and "none" are his own word on the certificate, and LMTP is no SMTP.
    /// </summary>
    private static bool HasPolicies(SmtpClientTls tls, bool lmtp) => !lmtp && (tls is SmtpClientTls.Opportunistic or SmtpClientTls.Required);

    private async ValueTask<StsPolicy?> PolicyOfRelayAsync(Route route, RoutePlan plan, CancellationToken cancellation)
    {
        if (!options.MtaSts || plan.Targets is not [{ Address: null } relay] || !HasPolicies(ConnectionKey.Of(route, requireTls: false).Tls, route.Lmtp)) return null;
        // A single label is a machine of the own network, which nobody publishes a policy for.
        return DnsName.TryParse(relay.Host, out var name) && name.Text.Contains('.', StringComparison.Ordinal) ? await sts.OfAsync(name.Text.ToLowerInvariant(), cancellation) : null;
    }

    /// <summary>
    /// RFC 8689 §4.2.1: a verified certificate proves nothing for a name that anybody may have put there. The name must be
    /// signed in DNS or named by an enforced policy.
    /// </summary>
    private static HostSecurity WithRequireTls(HostSecurity security, DestinationSecurity destination, bool requireTls)
    {
        if (!requireTls || security.Obstacle is not null) return security;
        var proven = destination.IsAuthenticated || security is { Method: SecurityMethod.Sts, IsTesting: false };
        var verified = security.Method != SecurityMethod.Dane || security.Records.Count > 0;
        return proven && verified ? security : security with { Obstacle = NotSafeEnough, IsObstacleOfMessage = true };
    }

    private static HostSecurity ByPolicy(HostSecurity plain, StsPolicy policy, RouteTarget target)
    {
        var testing = policy.Mode == StsMode.Testing;
        var security = plain with { Method = SecurityMethod.Sts, Policy = policy, IsTesting = testing, Tls = testing ? plain.Tls : SmtpClientTls.Verified };
        if (policy.Names(target.Host)) return security;
        // RFC 8461 §4.1. Reports have no word of its own for it; "validation-failure" is for what has none (RFC 8460 §4.3.1).
        return security with
        {
            KnownFailure = TlsFailureTypes.ValidationFailure,
            Obstacle = testing ? null : SmtpReply.Of(451, "4.7.5", $"The MTA-STS policy of {plain.Domain ?? target.Host} does not name the mail exchange {target.Host}."),
        };
    }

    /// <summary>
    /// RFC 7672 §2.2:
    /// 1. Only where the MX records are proven (§2.2.1), and the host's address is (§2.2.2): otherwise null, without a look-up.
    /// 2. TLSA records of the host's real name, then of its alias (§2.2.2, §2.2.3).
    /// 3. A look-up that fails is no proof that there are none: the host waits (§2.1.2).
    /// 4. Proven records, none of them usable: TLS with any certificate, and nothing less.
    /// </summary>
    private async ValueTask<HostSecurity?> DaneAsync(HostSecurity plain, DestinationSecurity destination, RouteTarget target, CancellationToken cancellation)
    {
        if (!destination.IsAuthenticated || !options.Dane || target.Address is not null) return null;
        var address = await dns.ResolveAsync(target.Host, DnsRecordType.A, cancellation);
        if (address.Status != DnsStatus.Success) address = await dns.ResolveAsync(target.Host, DnsRecordType.Aaaa, cancellation);
        if (!address.Authenticated || address.Status != DnsStatus.Success) return null;
        var real = address.CanonicalName.Text;
        foreach (var host in new[] { real, target.Host }.Distinct(StringComparer.OrdinalIgnoreCase))
        {
            var answer = await dns.ResolveAsync(FormattableString.Invariant($"_{target.Port}._tcp.{host}"), DnsRecordType.Tlsa, cancellation);
            if (answer.IsTemporary)
            {
                return plain with
                {
                    Method = SecurityMethod.Dane,
                    Tls = SmtpClientTls.Verified,
                    TlsHost = host,
                    KnownFailure = TlsFailureTypes.DnssecInvalid,
                    Obstacle = SmtpReply.Of(451, "4.7.5", $"Whether the mail exchange {target.Host} has TLSA records cannot be looked up now ({answer.Status})."),
                };
            }

            if (answer.Status != DnsStatus.Success || !answer.Authenticated) continue;
            var records = DaneRecord.Usable(answer.Records);
            return plain with
            {
                Method = SecurityMethod.Dane,
                Tls = records.Count > 0 || plain.Tls == SmtpClientTls.Verified ? SmtpClientTls.Verified : SmtpClientTls.Required,
                TlsHost = host,
                Records = records,
                Names = [host, target.Host, .. destination.Domain is { } domain ? [domain] : Array.Empty<string>()],
            };
        }

        return null;
    }
}
