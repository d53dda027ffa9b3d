namespace Sekisho.Testing.GoodMail;

/// <summary>A made good message.</summary>
/// <param name="Template">What it was made from: its family.</param>
/// <param name="Seed">The seed it was made with.</param>
/// <param name="Style">The way its HTML is built.</param>
/// <param name="Content">The message, with CRLF line ends.</param>
public sealed record GoodMessage(GoodTemplate Template, int Seed, string Style, byte[] Content);
