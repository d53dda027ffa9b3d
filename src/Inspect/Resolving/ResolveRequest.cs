namespace Sekisho.Inspect.Resolving;

/// <summary>A look-up that an inspect worker, which has no network, asks deliver for.</summary>
/// <param name="Name">The name, at most 255 bytes on the wire.</param>
/// <param name="Type">The number of the type: TXT, A, AAAA, MX or PTR; no other is answered.</param>
public sealed record ResolveRequest(string Name, int Type);
