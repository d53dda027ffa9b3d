using System.Runtime.InteropServices;

namespace Sekisho.Mime;

/// <summary>Where a base64 body breaks its rules; -1 for nowhere.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Base64Findings(int Junk, int AfterPadding, bool MissingPadding);
