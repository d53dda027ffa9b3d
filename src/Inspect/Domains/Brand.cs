namespace Sekisho.Inspect.Domains;

/// <summary>A name that is imitated.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Domains">Domains that its mail comes from and leads to; "x.*" for x below the usual endings.</param>
internal sealed record Brand(string Name, IReadOnlyList<string> Domains);
