namespace Sekisho.Inspect.Attachments.Kinds;

/// <summary>One kind of file, as its content shows it.</summary>
/// <param name="Id">Its name in facts, for instance <c>pe</c>.</param>
/// <param name="Title">Its name for people.</param>
/// <param name="Family">What it is for.</param>
/// <param name="Extensions">The file name extensions it honestly has, lower case without the dot.</param>
public sealed record FileKind(string Id, string Title, FileFamily Family, IReadOnlyList<string> Extensions);
