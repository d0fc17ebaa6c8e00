// The server's refusals in the user's words: what happened, and what to do. The compiler holds that there is one for each.
import type { Refusal } from '../api/wire';

export const refusalsVi = {
  requestInvalid: 'Yêu cầu không hợp lệ.', signInFirst: 'Phiên làm việc đã hết. Đăng nhập lại.', notAllowed: 'Tài khoản của bạn không được làm việc này. Hãy hỏi người quản trị.', nothingHere: 'Không tìm thấy.',
  methodWrong: 'Trung tâm không nhận yêu cầu này. Tải lại trang rồi thử lại.', tooLarge: 'Nội dung gửi đi quá lớn. Hãy chia nhỏ.', notJson: 'Trung tâm không nhận yêu cầu này. Tải lại trang rồi thử lại.',
  tooMuchAtOnce: 'Quá nhiều yêu cầu cùng lúc. Đợi vài giây rồi thử lại.', foreignPage: 'Yêu cầu không đến từ trang của trung tâm. Tải lại trang rồi thử lại.',
  notReady: 'Trung tâm chưa sẵn sàng. Đợi một lát rồi thử lại.', failed: 'Trung tâm gặp lỗi. Thử lại; nếu vẫn lỗi, báo người quản trị.',

  signInWrong: 'Tên đăng nhập hoặc mật khẩu không đúng.', tokenUnknown: 'Mã truy cập không đúng hoặc đã bị thu hồi.', tooManyAttempts: 'Quá nhiều lần thử. Đợi {{n}} phút rồi thử lại.',
  tookTooLong: 'Quá lâu nên bước này đã hết hạn. Hãy làm lại từ đầu.', codeWrong: 'Mã không đúng hoặc đã dùng. Đợi mã tiếp theo.', passkeyRefused: 'Khóa truy cập chưa được chấp nhận. Thử lại hoặc dùng cách khác.', sessionEnded: 'Phiên làm việc đã hết. Đăng nhập lại.',

  proof: 'Hãy nhập lại mật khẩu của bạn trước.', changePassword: 'Mật khẩu hiện tại do người khác đặt. Hãy chọn mật khẩu của riêng bạn trước.', enrolFactor: 'Vai trò của bạn cần xác thực bước hai. Hãy thêm một cách trước.',
  enrolCodeWrong: 'Mã không đúng. Xem giờ trên điện thoại có đúng không, rồi nhập mã đang hiện.', passwordWrong: 'Mật khẩu không đúng.', passwordUnchanged: 'Đây là mật khẩu hiện tại. Hãy chọn mật khẩu khác.',
  passwordWeak: 'Mật khẩu cần từ {{min}} đến {{max}} ký tự, trong đó ít nhất 4 ký tự khác nhau, và không chỉ là tên đăng nhập.', passkeysFull: 'Đã đủ khóa truy cập, hoặc khóa này đã có. Hãy xóa bớt một khóa trước.', tokenMayNot: 'Mã truy cập không làm được việc này. Hãy đăng nhập bằng mật khẩu.',

  userNameInvalid: 'Tên đăng nhập chỉ gồm chữ không dấu, chữ số và các dấu . _ - @', userExists: 'Đã có người dùng mang tên này.', userUnknown: 'Không có tài khoản này, hoặc bạn không quản trị nơi tài khoản có quyền.',
  invitationGone: 'Lời mời này đã dùng, đã rút hoặc hết hạn. Hãy xin lời mời khác.', lastChief: 'Không còn ai khác quản trị toàn trung tâm. Hãy giao vai trò đó cho người khác trước.', ownAccount: 'Đây là tài khoản của chính bạn. Hãy làm ở trang Tài khoản của tôi, hoặc nhờ người khác.',
  roleBeyond: 'Bạn không được giao vai trò này ở đó: vai trò này được làm nhiều hơn bạn.', accountStillThere: 'Tài khoản vẫn còn. Hãy xóa tài khoản trước.', nameKept: 'Có thể còn cần tra cứu: tên này được giữ đến {{from}}.',
  noTraces: 'Nhật ký không nhắc ai tên này đã bị xóa.', goneAlready: 'Mục này không còn nữa. Có thể người khác vừa xóa.',

  deviceUnknown: 'Không có thiết bị này trong phạm vi của bạn.', deviceGone: 'Một thiết bị vừa bị xóa khỏi danh mục. Hãy thử lại.', certificateInvalid: 'Dấu vân tay hoặc tên chứng thư không đúng dạng.', certificateTaken: 'Chứng thư này đang dùng cho thiết bị khác. Hãy gỡ ở đó trước.',
  certificateUnknown: 'Chứng thư này không gán cho thiết bị này.', certificateOfDevice: 'Đã có thiết bị mang tên {{name}}: chứng thư đó là của chính nó.', certificatesFull: 'Thiết bị đã đủ số chứng thư. Hãy gỡ bớt một cái trước.',
  deviceIdInvalid: '“{{name}}” không dùng làm mã thiết bị được: chỉ gồm chữ không dấu, chữ số và các dấu . _ -', deviceTwice: '“{{name}}” có hai lần trong danh sách.', deviceRegistered: 'Thiết bị {{name}} đã có trong danh mục.', deviceClaimed: 'Thiết bị {{name}} đang có mã nhận máy. Hãy hủy mã đó trước.',
  passwordNotKept: 'Máy này không phải lúc nào cũng dùng một mật khẩu đủ dài. Hãy cấp khóa mới.', blocksFull: 'Danh sách chặn đã đầy. Hãy bỏ chặn bớt.', notBlocked: 'Mã này không bị chặn.',
  claimUnknown: 'Không có mã này. So lại với nhãn.', claimClosed: 'Mã này đã dùng, đã hủy hoặc hết hạn. Hãy xin nhãn mới.', claimOfAnother: 'Mã này dành cho máy {{name}}.', claimOfAnotherUnit: 'Mã này dành cho đơn vị {{name}}. Hãy chấm vị trí ở đó.',
  claimsFull: 'Đã có quá nhiều mã chờ dùng. Hãy hủy những mã không cần.', claimsOfUnitFull: 'Đơn vị {{name}} đã có quá nhiều mã chờ dùng. Hãy hủy những mã không cần.', claimUnitMissing: 'Hãy chọn xã, phường thuộc phạm vi của bạn cho mọi mã.', unitNoCommune: 'Đơn vị {{name}} không phải xã, phường trong danh mục.',
  placeForeign: 'Vị trí này không thuộc phạm vi của bạn.',

  alertUnknown: 'Không có cảnh báo này.', alertForeign: 'Bạn xem được cảnh báo này nhưng không xác nhận được: nó nằm ngoài phạm vi của bạn.', broadcastUnknown: 'Không có bản tin này.', broadcastForeign: 'Bản tin này còn phát ngoài phạm vi của bạn: người phụ trách toàn bộ mới dừng được.',
  broadcastIdTaken: 'Đã có bản tin khác mang mã này. Hãy soạn bản tin mới.', namesUnknown: 'Không có trong danh mục của bạn: {{names}}. Hãy bỏ ra.', notLoudspeakers: 'Không phải cụm loa: {{names}}. Hãy bỏ ra.', noLoudspeakers: 'Nơi đã chọn không có cụm loa nào. Hãy chọn nơi khác.',
  speechBusy: 'Đang đọc quá nhiều bản tin. Đợi vài giây rồi phát lại.', unitUnknown: 'Không có đơn vị này trong phạm vi của bạn.', seriesAway: 'Chưa đọc được số liệu đo lúc này. Đợi một lát rồi thử lại.', auditUnavailable: 'Chưa làm gì cả vì chưa ghi được vào nhật ký kiểm toán. Đợi một lát rồi thử lại.',

  rowNotRead: 'Không đọc được: thiếu mục, thừa mục hoặc sai kiểu.', rowFieldMissing: 'Thiếu mục: {{field}}.', rowFieldTooLong: '{{field}} trống hoặc dài quá {{max}} ký tự.',
  rowFieldInvalid: '{{field}} “{{value}}” không đúng dạng: từ 1 đến {{max}} ký tự, chỉ gồm chữ không dấu, chữ số và các dấu . _ -', rowOutOfRange: '{{field}} {{value}} không hợp lệ: cần từ {{min}} đến {{max}}.',
  rowWordUnknown: '{{field}} “{{value}}” không có. Dùng một trong: {{words}}.', rowTooMany: '{{field}}: quá nhiều, nhiều nhất {{max}}.', rowUnitUnknown: 'Không có đơn vị {{name}} trong danh mục. Hãy nhập đơn vị trước, hoặc sửa mã.',
  rowHamletElsewhere: 'Thôn, tổ dân phố {{name}} không thuộc đơn vị {{unit}}. Hãy sửa một trong hai.', rowPartForeign: 'Thông số thiết bị không phải của loại {{name}}.', rowTwice: '{{name}} có hai lần. Hãy giữ một.',
  rowParentsRing: 'Các đơn vị cha tạo thành vòng, hoặc quá {{max}} cấp. Hãy sửa mã đơn vị cha.', rowDatesTurned: 'Ngày hết hiệu lực trước ngày bắt đầu.', rowNameTaken: '{{name}} là tên trong chứng thư của thiết bị khác. Hãy đặt mã khác.',
  rowForeign: 'Thiết bị hoặc đơn vị này không thuộc phạm vi của bạn.',
} as const satisfies Record<Refusal, string>;

export const refusalsEn: Record<Refusal, string> & { tooManyAttempts_one: string } = {
  requestInvalid: 'The request is not valid.', signInFirst: 'Your session has ended. Sign in again.', notAllowed: 'Your account may not do this. Ask an administrator.', nothingHere: 'Not found.',
  methodWrong: 'The centre does not take this request. Reload the page and try again.', tooLarge: 'This is too large to send. Split it.', notJson: 'The centre does not take this request. Reload the page and try again.',
  tooMuchAtOnce: 'Too many requests at once. Wait some seconds and try again.', foreignPage: 'The request did not come from a page of the centre. Reload the page and try again.',
  notReady: 'The centre is not ready. Wait a moment and try again.', failed: 'The centre failed. Try again; if it stays, tell the administrator.',

  signInWrong: 'User name or password is wrong.', tokenUnknown: 'The token is wrong or was revoked.', tooManyAttempts: 'Too many attempts. Wait {{n}} minutes and try again.', tooManyAttempts_one: 'Too many attempts. Wait {{n}} minute and try again.',
  tookTooLong: 'It took too long, and this step has expired. Begin again.', codeWrong: 'The code is wrong or was used already. Wait for the next one.', passkeyRefused: 'The passkey was not accepted. Try again or use another way.', sessionEnded: 'Your session has ended. Sign in again.',

  proof: 'Type your password again first.', changePassword: 'Somebody else chose your password. Choose your own first.', enrolFactor: 'Your role needs a second factor. Add one first.',
  enrolCodeWrong: 'The code is wrong. See whether the phone’s clock is right, and type the code it shows now.', passwordWrong: 'The password is wrong.', passwordUnchanged: 'This is the present password. Choose another.',
  passwordWeak: 'A password has {{min}} to {{max}} characters, at least 4 different ones, and is more than the user name.', passkeysFull: 'There are enough passkeys, or this one is known already. Remove one first.', tokenMayNot: 'An access token may not do this. Sign in with the password.',

  userNameInvalid: 'A user name has plain letters, digits and . _ - @ only.', userExists: 'There is a user of this name already.', userUnknown: 'There is no such account, or it has rights where you administer nothing.',
  invitationGone: 'This invitation was used, withdrawn or has expired. Ask for another.', lastChief: 'Nobody else administers the whole centre. Give that role to somebody first.', ownAccount: 'This is your own account. Do it under My account, or let somebody else do it.',
  roleBeyond: 'You may not give this role there: it may do more than you may.', accountStillThere: 'The account is still there. Erase it first.', nameKept: 'An inquiry may still need it: this name is kept until {{from}}.',
  noTraces: 'The audit names nobody of this name who was erased.', goneAlready: 'It is not there any more. Somebody may just have removed it.',

  deviceUnknown: 'There is no such device where you may look.', deviceGone: 'A device was just removed. Try again.', certificateInvalid: 'The certificate’s fingerprint or name has the wrong form.', certificateTaken: 'This certificate stands for another device. Take it away there first.',
  certificateUnknown: 'This certificate does not stand for this device.', certificateOfDevice: 'There is a device {{name}}: that certificate is its own.', certificatesFull: 'The device has as many certificates as it may. Take one away first.',
  deviceIdInvalid: '“{{name}}” cannot be a device id: plain letters, digits and . _ - only.', deviceTwice: '“{{name}}” is in the list twice.', deviceRegistered: 'Device {{name}} is registered already.', deviceClaimed: 'Device {{name}} has an open claim code. Revoke that one first.',
  passwordNotKept: 'It has not always come with one password that is long enough. Give it a new credential.', blocksFull: 'As many are blocked as can be. Unblock some.', notBlocked: 'This client id is not blocked.',
  claimUnknown: 'There is no such code. Compare it with the label.', claimClosed: 'This code was used, revoked or has expired. Ask for a new label.', claimOfAnother: 'This code is for device {{name}}.', claimOfAnotherUnit: 'This code is for unit {{name}}. Mark a place there.',
  claimsFull: 'There are too many open codes. Revoke those not needed.', claimsOfUnitFull: 'Unit {{name}} has too many open codes. Revoke those not needed.', claimUnitMissing: 'Choose a commune of yours for every code.', unitNoCommune: 'Unit {{name}} is no registered commune.',
  placeForeign: 'This place is not in your units.',

  alertUnknown: 'There is no such alert.', alertForeign: 'You may see this alert, but not acknowledge it: it is not in your units.', broadcastUnknown: 'There is no such broadcast.', broadcastForeign: 'It also speaks outside of your units: only who answers for all of them may stop it.',
  broadcastIdTaken: 'Another broadcast has this id. Write a new one.', namesUnknown: 'Not registered where you may look: {{names}}. Leave them out.', notLoudspeakers: 'Not loudspeakers: {{names}}. Leave them out.', noLoudspeakers: 'No loudspeaker cluster stands there. Choose another place.',
  speechBusy: 'Too many texts are being spoken. Wait some seconds and send it again.', unitUnknown: 'There is no such unit where you may look.', seriesAway: 'Measurements cannot be read just now. Wait a moment and try again.', auditUnavailable: 'Nothing was done: it could not be written into the audit. Wait a moment and try again.',

  rowNotRead: 'It cannot be read: something is missing, unknown or of another type.', rowFieldMissing: '{{field}} is missing.', rowFieldTooLong: '{{field}} is empty or longer than {{max}} characters.',
  rowFieldInvalid: '{{field}} “{{value}}” is not valid: 1 to {{max}} plain letters, digits and . _ - only.', rowOutOfRange: '{{field}} {{value}} is out of range: give {{min}} to {{max}}.',
  rowWordUnknown: '{{field}} “{{value}}” is unknown. Use one of: {{words}}.', rowTooMany: '{{field}}: too many, at most {{max}}.', rowUnitUnknown: 'Unit {{name}} is not registered. Import units first, or correct the code.',
  rowHamletElsewhere: 'Hamlet {{name}} does not lie in unit {{unit}}. Correct one of the two.', rowPartForeign: 'The equipment is not that of a {{name}}.', rowTwice: '{{name}} is there twice. Keep one.',
  rowParentsRing: 'The parents form a ring, or more than {{max}} levels. Correct the parent codes.', rowDatesTurned: 'It ends before it begins.', rowNameTaken: '{{name}} is the name in another device’s certificate. Give it another id.',
  rowForeign: 'This device or unit is not in your units.',
};
