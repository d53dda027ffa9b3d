namespace Sekisho.Mime;

/// <summary>A body as it is sent, and the content fields that describe it.</summary>
internal sealed record RenderedBody(byte[] Bytes, bool IsEightBit, params (string Name, string Value)[] Fields);
