using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace UserGroups.Benchmarks.Mail;

/// <summary>The least a sender can do: ready bytes, a blocking socket and a thread for each connection, the same two writes for each message.</summary>
internal static class BareLoop
{
    public static double MessagesPerSecond(int port, int messages, int connections)
    {
        var content = Enumerable.Range(0, 64).Select(i => (byte[])[.. SampleLetter.Bytes(i), .. ".\r\n"u8]).ToArray();
        var left = messages;
        var watch = Stopwatch.StartNew();
        var threads = Enumerable.Range(0, connections).Select(_ => new Thread(() =>
        {
            using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            socket.Connect(IPAddress.Loopback, port);
            var answer = new byte[4096];
            Read(socket, answer, 1);
            socket.Send("EHLO bare.example\r\n"u8);
            Read(socket, answer, 4);
            var envelope = Encoding.ASCII.GetBytes($"MAIL FROM:<bounce-1@oslo.example.org> SIZE={content[0].Length}\r\nRCPT TO:<reader1@example.net>\r\nDATA\r\n");
            int number;
            while ((number = Interlocked.Decrement(ref left)) >= 0)
            {
                socket.Send(envelope);
                Read(socket, answer, 3);
                socket.Send(content[number & 63]);
                Read(socket, answer, 1);
            }
        })).ToList();
        threads.ForEach(t => t.Start());
        threads.ForEach(t => t.Join());
        return messages / watch.Elapsed.TotalSeconds;
    }

    private static void Read(Socket socket, byte[] answer, int lines)
    {
        for (var seen = 0; seen < lines;)
        {
            var count = socket.Receive(answer);
            if (count == 0) throw new IOException("The sink hung up.");
            seen += answer.AsSpan(0, count).Count((byte)'\n');
        }
    }
}
