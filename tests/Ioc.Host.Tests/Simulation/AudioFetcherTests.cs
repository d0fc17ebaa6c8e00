using System.Net;
using System.Security.Cryptography;
using Ioc.Host.Simulation.Devices;
using Ioc.Host.Simulation.Running;
using Ioc.Silo.Tests;

namespace Ioc.Host.Tests.Simulation;

public sealed class AudioFetcherTests
{
    private static readonly byte[] Audio = [.. Enumerable.Range(0, 200_000).Select(i => (byte)(i * 31))];
    private static readonly string Sha256 = Convert.ToHexStringLower(SHA256.HashData(Audio));

    [Fact]
    public async Task Audio_with_the_right_hash_is_good()
    {
        var server = new Answers(_ => new HttpResponseMessage(HttpStatusCode.OK) { Content = new ByteArrayContent(Audio) });
        Assert.Equal(FetchOutcome.Ok, await FetchAsync(server, Sha256, new FakeTime()));
        Assert.Equal(["http://server:8080/media/a.wav"], server.Requests);
    }

    [Fact]
    public async Task Another_hash_is_tried_again_and_then_told()
    {
        var server = new Answers(_ => new HttpResponseMessage(HttpStatusCode.OK) { Content = new ByteArrayContent(Audio) });
        Assert.Equal(FetchOutcome.WrongHash, await FetchAsync(server, new string('0', 64), new FakeTime()));
        Assert.Equal(3, server.Requests.Count);
    }

    [Fact]
    public async Task A_server_that_recovers_is_good_enough()
    {
        var server = new Answers(attempt => attempt < 3
            ? throw new HttpRequestException("connection refused")
            : new HttpResponseMessage(HttpStatusCode.OK) { Content = new ByteArrayContent(Audio) });
        Assert.Equal(FetchOutcome.Ok, await FetchAsync(server, Sha256, new FakeTime()));
    }

    [Fact]
    public async Task A_server_without_the_file_makes_a_failure()
    {
        var server = new Answers(_ => new HttpResponseMessage(HttpStatusCode.NotFound));
        Assert.Equal(FetchOutcome.Unreachable, await FetchAsync(server, Sha256, new FakeTime()));
        Assert.Equal(3, server.Requests.Count);
    }

    private static async Task<FetchOutcome> FetchAsync(Answers server, string sha256, FakeTime time)
    {
        using var http = new HttpClient(server) { BaseAddress = new Uri("http://server:8080") };
        using var fetcher = new AudioFetcher(http, time);
        var fetch = fetcher.FetchAsync(
            new BroadcastCommand { IsCancel = false, BroadcastId = "b-1", AudioPath = "/media/a.wav", AudioSha256 = sha256 }, CancellationToken.None);
        // Each pause between attempts is waited out as soon as somebody waits for it.
        while (!fetch.IsCompleted)
        {
            if (time.TimersWaiting > 0)
                time.Advance(TimeSpan.FromSeconds(10));
            await Task.Yield();
        }

        return await fetch;
    }

    private sealed class Answers(Func<int, HttpResponseMessage> answer) : HttpMessageHandler
    {
        public List<string> Requests { get; } = [];

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Requests.Add(request.RequestUri!.ToString());
            return Task.FromResult(answer(Requests.Count));
        }
    }
}
