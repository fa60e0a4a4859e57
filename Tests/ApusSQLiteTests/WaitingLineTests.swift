import ApusSQL
import Testing

@testable import ApusSQLite

@Suite("Waiting line")
struct WaitingLineTests {
    private let start = ContinuousClock.now

    private func statement(_ id: Int, flag: CancellationFlag = CancellationFlag()) -> WaitingLine.Entry {
        let job = StatementJob(Statement(sql: "\(id)", access: .write), flag: flag) { _ in }
        return WaitingLine.Entry(content: .statement(job), deadline: start + .seconds(id))
    }

    private func sql(_ entry: WaitingLine.Entry?) -> String? {
        guard case .statement(let job) = entry?.content else { return nil }
        return job.statement.sql
    }

    @Test("first come, first served, also after many have passed")
    func order() {
        var line = WaitingLine()
        var expected = 0
        for id in 0..<1000 {
            line.append(statement(id))
            if id.isMultiple(of: 3) {
                #expect(sql(line.popFirst()) == "\(expected)")
                expected += 1
            }
        }
        while let entry = line.popFirst() {
            #expect(sql(entry) == "\(expected)")
            expected += 1
        }
        #expect(expected == 1000)
        #expect(line.isEmpty)
    }

    @Test("who was cancelled leaves, the others keep their places")
    func removal() {
        var line = WaitingLine()
        let flags = (0..<5).map { _ in CancellationFlag() }
        for id in 0..<5 { line.append(statement(id, flag: flags[id])) }
        _ = line.popFirst()
        #expect(line.remove(flags[0]) == nil)
        #expect(sql(line.remove(flags[2])) == "2")
        #expect(line.remove(flags[2]) == nil)
        #expect(sql(line.popFirst()) == "1")
        #expect(sql(line.popFirst()) == "3")
        #expect(sql(line.remove(flags[4])) == "4")
        #expect(line.isEmpty)
        #expect(line.popFirst() == nil)
    }

    @Test("those whose deadline has passed leave together")
    func expiry() {
        var line = WaitingLine()
        for id in 0..<5 { line.append(statement(id)) }
        #expect(line.popExpired(at: start + .seconds(2)).map(sql) == ["0", "1", "2"])
        #expect(line.first?.deadline == start + .seconds(3))
    }

    @Test("a statement is taken only from the head")
    func statements() {
        var line = WaitingLine()
        let request = LeaseRequest(flag: CancellationFlag()) { _ in }
        line.append(statement(1))
        line.append(WaitingLine.Entry(content: .lease(request), deadline: start))
        line.append(statement(2))
        #expect(line.popStatement()?.statement.sql == "1")
        #expect(line.popStatement() == nil)
        _ = line.popFirst()
        #expect(line.popStatement()?.statement.sql == "2")
        #expect(line.popStatement() == nil)
    }
}
