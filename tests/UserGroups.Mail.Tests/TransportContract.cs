using System.Text;
using UserGroups.Mail.Smtp;
using UserGroups.Mail.Tests.Mime;
using UserGroups.Mail.Tests.Smtp;

namespace UserGroups.Mail.Tests;

/// <summary>What every transport keeps; one derived class for each.</summary>
public abstract class TransportContract : IAsyncLifetime
{
    private IMailTransport transport = null!;

    public async Task InitializeAsync() => transport = await OpenAsync();

    public async Task DisposeAsync()
    {
        await transport.DisposeAsync();
        await CloseAsync();
    }

    [Fact]
    public async Task Every_body_of_the_corpus_arrives_byte_for_byte()
    {
        var sent = new List<string>();
        foreach (var (i, body) in Corpus.Bodies.Index())
        {
            using var message = Samples.Compose(Samples.Letter(text: body, html: body) with { MessageId = $"<{i}@oslo.example.org>" });
            var delivery = await transport.SendAsync(message);
            Assert.True(delivery.IsDelivered, delivery.ToString());
            sent.Add(Encoding.ASCII.GetString(message.Content.Span));
        }

        Assert.Equal(sent.Order(StringComparer.Ordinal), (await ArrivedAsync()).Select(Encoding.ASCII.GetString).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task The_message_stays_the_callers()
    {
        using var message = Samples.Compose(Samples.Letter());
        await transport.SendAsync(message);

        Assert.Equal(Samples.Write(Samples.Letter()), message.Content.ToArray());
    }

    [Fact]
    public async Task Many_at_once_all_arrive()
    {
        var all = await Task.WhenAll(Enumerable.Range(0, 40).Select(async i =>
        {
            using var message = Samples.Compose(Samples.Letter($"Number {i}") with { MessageId = $"<{i}@oslo.example.org>" });
            return await transport.SendAsync(message);
        }));

        Assert.All(all, d => Assert.Equal(DeliveryOutcome.Delivered, d.Outcome));
        Assert.Equal(40, (await ArrivedAsync()).Count);
    }

    [Fact]
    public async Task Given_up_before_it_began_nothing_arrives()
    {
        using var message = Samples.Compose(Samples.Letter());

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => transport.SendAsync(message, new CancellationToken(canceled: true)));

        Assert.Empty(await ArrivedAsync());
    }

    [Fact]
    public async Task A_check_says_that_all_is_well_and_sends_nothing()
    {
        Assert.Null(await transport.CheckAsync());
        Assert.Empty(await ArrivedAsync());
    }

    [Fact]
    public async Task A_place_that_is_gone_is_an_answer_with_a_sentence()
    {
        using var message = Samples.Compose(Samples.Letter());
        await BreakAsync();

        var delivery = await transport.SendAsync(message);
        var check = await transport.CheckAsync();

        Assert.Equal((DeliveryOutcome.Temporary, false), (delivery.Outcome, delivery.MayHaveBeenAccepted));
        Assert.NotEmpty(delivery.Text);
        Assert.NotNull(check);
    }

    protected abstract Task<IMailTransport> OpenAsync();

    protected abstract Task<List<byte[]>> ArrivedAsync();

    protected abstract Task BreakAsync();

    protected abstract Task CloseAsync();
}

public abstract class OverSmtp : TransportContract
{
    private ScriptedServer server = null!;

    protected abstract IMailTransport Make(SmtpOptions options);

    protected override Task<IMailTransport> OpenAsync()
    {
        server = ScriptedServer.Start();
        return Task.FromResult(Make(SmtpFixture.OptionsFor(server)));
    }

    protected override Task<List<byte[]>> ArrivedAsync() => Task.FromResult(server.Messages.ConvertAll(m => m.Content));

    protected override async Task BreakAsync() => await server.DisposeAsync();

    protected override async Task CloseAsync() => await server.DisposeAsync();
}

public sealed class SmtpTransportTests : OverSmtp
{
    protected override IMailTransport Make(SmtpOptions options) => new SmtpTransport(options);
}

#if FULL_NUGET
public sealed class MailKitTransportTests : OverSmtp
{
    protected override IMailTransport Make(SmtpOptions options) => new MailKitTransport(options);
}
#endif

public sealed class FolderTransportTests : TransportContract
{
    private readonly string root = Directory.CreateTempSubdirectory("mail").FullName;

    private string Folder => Path.Combine(root, "out", "mail");

    [Fact]
    public async Task A_second_try_replaces_the_first()
    {
        await using var transport = new FolderTransport(Folder);
        using var first = Samples.Compose(Samples.Letter("First"));
        using var second = Samples.Compose(Samples.Letter("Second"));
        using var other = Samples.Compose(Samples.Letter("Other") with { To = Samples.Lena });

        var delivery = await transport.SendAsync(first);
        await transport.SendAsync(second);
        await transport.SendAsync(other);

        var name = FolderTransport.FileNameFor("<0123456789abcdef@oslo.example.org>", "max@example.net");
        Assert.Equal($"written to {name}", delivery.Text);
        Assert.Equal(2, Directory.GetFiles(Folder).Length);
        Assert.Contains("Subject: Second\r\n", File.ReadAllText(Path.Combine(Folder, name)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_ever_sees_half_a_file()
    {
        await using var transport = new FolderTransport(Folder);
        using var message = Samples.Compose(Samples.Letter(text: new string('x', 3_000_000)));
        using var stop = new CancellationTokenSource();
        var watch = Task.Run(() =>
        {
            var seen = 0;
            while (!stop.IsCancellationRequested)
            {
                foreach (var file in Directory.Exists(Folder) ? Directory.GetFiles(Folder, "*.eml") : [])
                {
                    Assert.Equal(message.Content.Length, new FileInfo(file).Length);
                    seen++;
                }
            }

            return seen;
        });

        for (var i = 0; i < 10; i++) await transport.SendAsync(message);
        await stop.CancelAsync();

        Assert.True(await watch > 0);
        Assert.Single(Directory.GetFiles(Folder));
    }

    protected override Task<IMailTransport> OpenAsync() => Task.FromResult<IMailTransport>(new FolderTransport(Folder));

    protected override Task<List<byte[]>> ArrivedAsync() => Task.FromResult(Directory.Exists(Folder) ? Directory.GetFiles(Folder).Select(File.ReadAllBytes).ToList() : []);

    protected override Task BreakAsync()
    {
        File.WriteAllText(Path.Combine(root, "out"), "a file where the folder should be");
        return Task.CompletedTask;
    }

    protected override Task CloseAsync()
    {
        Directory.Delete(root, recursive: true);
        return Task.CompletedTask;
    }
}
