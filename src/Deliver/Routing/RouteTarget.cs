using System.Net;

namespace Sekisho.Deliver.Routing;

/// <summary>One host to try.</summary>
/// <param name="Host">Its name, or its address as text.</param>
/// <param name="Port">The port.</param>
/// <param name="Address">Its address where it is known without a look-up.</param>
internal sealed record RouteTarget(string Host, int Port, IPAddress? Address = null);
