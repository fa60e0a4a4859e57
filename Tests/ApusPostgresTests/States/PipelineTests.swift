import Testing

@testable import ApusPostgres

@Suite("Pipeline")
struct PipelineTests {
    @Test("Answers belong to commands in the order in which they were sent")
    func order() {
        var pipeline = Pipeline()
        #expect(pipeline.isEmpty)
        #expect(pipeline.current == nil)
        let commands: [Pipeline.Command] = [
            .deallocate, .synchronize, .prepare(0), .describe(0), .execute(0), .synchronize,
        ]
        for command in commands { pipeline.send(command) }
        for command in commands {
            #expect(pipeline.current == command)
            pipeline.finishCurrent()
        }
        #expect(pipeline.isEmpty)
        pipeline.finishCurrent()
        pipeline.send(.execute(1))
        #expect(pipeline.current == .execute(1))
    }
}
