using Sekisho.Inspect.Facts;

namespace Sekisho.Inspect.Attachments;

/// <summary>The facts of the attachments signal.</summary>
internal static class AttachmentFacts
{
    public static readonly Fact Count = Fact.Number("attachments.count", "Parts that are not the text of the message: they have a name, are marked as attachment, or are no text.", "2");
    public static readonly Fact Files = Fact.List("attachments.files", "Name of each attachment, empty where it has none; in the same order as kinds, media_types, sizes and sha256.", "invoice.pdf");
    public static readonly Fact Kinds = Fact.List("attachments.kinds", "What the content of each attachment is, by its bytes (FileKinds).", "pdf");
    public static readonly Fact MediaTypes = Fact.List("attachments.media_types", "Declared media type of each attachment.", "application/pdf");
    public static readonly Fact Sizes = Fact.List("attachments.sizes", "Decoded size of each attachment in bytes.", "48213");
    public static readonly Fact Sha256 = Fact.List("attachments.sha256", "SHA-256 of each attachment's decoded content, lower-case hexadecimal.", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    public static readonly Fact Names = Fact.List("attachments.names", "Every name that any client could show for any attachment, decoded, each once, invisible characters removed.", "invoice.pdf");
    public static readonly Fact Extensions = Fact.List("attachments.extensions", "Last extensions of these names, lower case, each once.", "pdf");
    public static readonly Fact Double = Fact.List("attachments.double_extensions", "Names with the extension of a document before the real one.", "invoice.pdf.exe");
    public static readonly Fact Override = Fact.List("attachments.direction_override", "Names with a character that turns the writing direction round (U+202E, U+202D), shown as [U+202E].", "annexe[U+202E]fdp.exe");
    public static readonly Fact Invisible = Fact.List("attachments.invisible", "Names with invisible or control characters, without them.", "invoice.exe");
    public static readonly Fact Mismatches = Fact.List("attachments.mismatches", "Attachments whose content is of another kind than name or declared type say.", "part 3 'photo.jpg' holds Windows program (PE)");
    public static readonly Fact Blocked = Fact.List("attachments.blocked", "Attachments, and members of containers at every level, of a type on the block list, with how it was recognised.", "part 3 'setup.exe': .exe by name");
    public static readonly Fact BlockedTypes = Fact.List("attachments.blocked_types", "Extensions, kinds and media types of the same, each once.", "exe", "pe");
    public static readonly Fact Disguised = Fact.List("attachments.disguised", "Attachments whose dangerous content has a harmless name, or whose name is turned round.", "part 3 'photo.jpg' holds Windows program (PE)");
    public static readonly Fact Unread = Fact.List("archives.unread", "Kinds of archives, disk images and wrapped messages in the message whose contents were not unpacked: names may be known.", "rar");
    public static readonly Fact Members = Fact.List("archives.members", "Names of the members of all containers at every level, each once.", "letter/readme.txt");
    public static readonly Fact MemberSha256 = Fact.List("archives.sha256", "SHA-256 of the members of all containers that were unpacked whole, each once, lower-case hexadecimal.", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    public static readonly Fact MemberCount = Fact.Number("archives.member_count", "Members of all containers together: archives, attached messages, objects in documents.", "12");
    public static readonly Fact Encrypted = Fact.List("archives.encrypted", "Archives with a password on at least one member.", "part 2 'invoice.zip'");
    public static readonly Fact Differences = Fact.List("archives.differences", "Contradictions between a zip file's central directory and its local headers: two programs unpack different files.", "part 2 'a.zip': 'b.txt' in the directory is 'b.exe' in its local header");
    public static readonly Fact Ratio = Fact.Number("archives.ratio", "Largest ratio of unpacked to packed size of an archive or disk image, for those of more than 1 MB.", "14.2");
    public static readonly Fact UnpackedBytes = Fact.Number("archives.unpacked_bytes", "Unpacked size that all archives and disk images claim together, in bytes, where they say so.", "1048576");
    public static readonly Fact Nested = Fact.List("archives.nested", "Archives and disk images within containers. They are looked into, unless archives.unread or a limit says otherwise.", "part 2 'a.zip': 'b.zip'");
    public static readonly Fact Polyglots = Fact.List("archives.polyglots", "Attachments of another kind that can be opened as a zip file too.", "part 2 'photo.gif' is GIF picture and zip archive");
    public static readonly Fact Broken = Fact.List("archives.broken", "Archives whose listing is damaged.", "part 2 'a.zip'");

    public static readonly Fact EncryptedFiles = Fact.List("attachments.encrypted", "Archives and documents at every level that are locked with a password, with the method where it is known.", "part 2 'invoice.zip' (zip, AES-256)");
    public static readonly Fact PasswordInText = Fact.List("attachments.password_in_text", "Encrypted archives and documents that a word of the message's own text opened (PPAP: the password travels with the file).", "part 2 'invoice.zip'");
    public static readonly Fact Opened = Fact.List("attachments.decrypted", "Encrypted archives and documents that were opened, by a word of the text or a customary password, and looked into.", "part 2 'invoice.zip'");
    public static readonly Fact Locked = Fact.List("attachments.locked", "Encrypted archives and Office documents that could not be opened, and those of which a part could not: nobody here has seen what is in them. PDF documents are not listed: their actions are seen all the same, and most open without a password.", "part 2 'invoice.zip'");
    public static readonly Fact DiskImages = Fact.List("archives.disk_images", "Disk images at every level, with their kind: CD images, virtual disks, images with a file system.", "part 2 'a.zip': member 'b.vhd' (virtual hard disk)");
    public static readonly Fact ImageLaunchers = Fact.List("archives.image_launchers", "Programs, scripts, shortcuts and other blocked types within disk images, at every level. What is started from a mounted image does not bear the mark that it came from outside.", "part 2 'a.iso': member 'invoice.pdf.lnk'");
    public static readonly Fact Scripts = Fact.List("attachments.scripts", "Attachments and members that are scripts or shortcuts by their content, with the kind.", "part 2 'a.zip': member 'x.txt': PowerShell script");
    public static readonly Fact Shortcuts = Fact.List("attachments.shortcut_targets", "What shortcuts start, with their arguments.", "part 2 'a.lnk': C:\\\\Windows\\\\System32\\\\cmd.exe /c start x.exe");
    public static readonly Fact Bombs = Fact.List("archives.bombs", "Archives that claim to unpack to more than 256 MB at a ratio above 300, or whose members lie within each other.", "part 2 'a.zip': 42374 bytes claim to unpack to 4503599626321920");

    public static FactGroup Group { get; } = FactGroup.Of("Attachments", "Names, true types by content, dangerous types, and containers at every level: archives, attached messages, objects in documents.",
        Count, Files, Kinds, MediaTypes, Sizes, Sha256, Names, Extensions, Double, Override, Invisible, Mismatches, Blocked, BlockedTypes, Disguised,
        Unread, Members, MemberSha256, MemberCount, Encrypted, Differences, Ratio, UnpackedBytes, Nested, Polyglots, Broken,
        EncryptedFiles, PasswordInText, Opened, Locked, DiskImages, ImageLaunchers, Scripts, Shortcuts, Bombs);
}
