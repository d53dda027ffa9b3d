namespace Sekisho.Inspect.Brands;

/// <summary>The first sender of a message, taken apart.</summary>
/// <param name="Name">The display name.</param>
/// <param name="Address">The address.</param>
/// <param name="Local">What stands before the at sign.</param>
/// <param name="Domain">The domain, lower case, without a dot at the end.</param>
internal sealed record SenderParts(string Name, string Address, string Local, string Domain);
