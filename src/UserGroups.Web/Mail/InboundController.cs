using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using UserGroups.Mail;
using UserGroups.Mail.Inbound;
using UserGroups.Shared;

namespace UserGroups.Web.Mail;

/// <summary>Where a mail server posts what came back: the raw message, signed (docs/letters.md).</summary>
[AllowAnonymous]
[IgnoreAntiforgeryToken]
public sealed class InboundController(InboundDesk desk, MailOptions options, TimeProvider time) : ControllerBase
{
    [HttpPost("/mail/inbound")]
    [RequestSizeLimit(MimePart.MaxSize + 1)]
    public async Task<IActionResult> Create()
    {
        if (options.Inbound.Key.Length == 0)
            return NotFound();
        var message = await ReadAsync();
        if (InboundSignature.Check(options.Inbound.Key, Request.Headers[InboundSignature.Header], message, time.GetUtcNow()) is not { } signedAt)
            return Unauthorized();
        var receipt = await desk.TakeAsync(message, "hook", signedAt, HttpContext.RequestAborted);
        // Unreadable is not the caller's fault: it is kept, and must not come again and again.
        return receipt.Replayed ? Conflict() : Ok(new { kind = receipt.Kind.ToString(), facts = receipt.Facts, known = receipt.Known });
    }

    private async Task<byte[]> ReadAsync()
    {
        using var buffer = new MemoryStream();
        await Request.Body.CopyToAsync(buffer, HttpContext.RequestAborted);
        return buffer.ToArray();
    }
}
