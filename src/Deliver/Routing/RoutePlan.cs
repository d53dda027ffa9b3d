using Sekisho.Smtp.Replies;

namespace Sekisho.Deliver.Routing;

/// <summary>The hosts of a destination in the order in which to try them, or why there are none.</summary>
internal sealed record RoutePlan
{
    public IReadOnlyList<RouteTarget> Targets { get; init; } = [];

    /// <summary>Why there is nothing to try: 5xx for good, 4xx for now. Null when there are targets.</summary>
    public SmtpReply? Obstacle { get; init; }

    /// <summary>The hosts' names come from signed DNS data or from the operator (RFC 8689 §4.2.1 asks for it).</summary>
    public bool IsAuthenticated { get; init; }

    /// <summary>The hosts come from the DNS of somebody else.</summary>
    public bool IsExchange { get; init; }

    public static RoutePlan Impossible(int code, string enhanced, string text) => new() { Obstacle = SmtpReply.Of(code, enhanced, text) };
}
